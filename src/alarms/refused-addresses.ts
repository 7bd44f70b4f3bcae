import { BlockList, isIP } from "node:net";

/**
 * Where no webhook goes, whoever asks for it: link-local addresses, at which clouds hand out the
 * credentials of the machine. All else is the operator's to choose, the server's own network too.
 */
const REFUSED = new BlockList();
REFUSED.addSubnet("169.254.0.0", 16, "ipv4");
REFUSED.addSubnet("fe80::", 10, "ipv6");
REFUSED.addAddress("fd00:ec2::254", "ipv6");

/** Whether no webhook may go to an address; what is no address is not refused. */
export function isRefusedAddress(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, "");
  const family = isIP(address);
  return family !== 0 && REFUSED.check(address, family === 4 ? "ipv4" : "ipv6");
}
