import { BlockList, isIP } from "node:net";

/** The proxies whose word is taken for who a caller is and how it came. */
export class TrustedProxies {
  readonly #list = new BlockList();
  readonly #isAny: boolean;

  /** @param networks as {@link isNetwork} takes them; none for nobody */
  constructor(networks: readonly string[] = []) {
    this.#isAny = networks.length > 0;
    for (const network of networks) {
      const [address = "", bits] = network.split("/");
      const family = familyOf(address);
      if (bits === undefined) this.#list.addAddress(address, family);
      else this.#list.addSubnet(address, Number(bits), family);
    }
  }

  /** Whether any is trusted. */
  get isAny(): boolean {
    return this.#isAny;
  }

  /** Whether an address, in whatever form, is one of theirs; `false` for what is no address. */
  has(address: string | undefined): boolean {
    if (!this.#isAny || address === undefined || isIP(address) === 0) return false;
    return this.#list.check(address, familyOf(address));
  }
}

/** Whether a text is an address or a network, as `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`; never of all. */
export function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128);
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}
