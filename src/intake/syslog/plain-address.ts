/** An IPv4 address as it is written without IPv6: `10.0.0.7` for `::ffff:10.0.0.7`. Others stay. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
