import { statSync } from "node:fs";
import { join } from "node:path";
import { parseProfile } from "../../fleet/profile.ts";
import { KEY_FILE, SecretKey } from "../../fleet/secret-key.ts";
import type { FleetStore } from "../../fleet/store.ts";
import type { Finding } from "../finding.ts";

/** Whoever is not its owner. */
const OTHERS = 0o077;

/** What the doctor finds of the key that the panels' passwords are sealed with. */
export async function keyFindings(folder: string, fleet: FleetStore): Promise<readonly Finding[]> {
  const path = join(folder, KEY_FILE);
  const sealed = await sealedPasswords(fleet);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    if (sealed.length === 0) return [];
    const advice = "restore it from a backup, or give the passwords anew: doorbook panels edit";
    return [{ text: `the key of the panels' passwords is gone: ${path}`, advice }];
  }
  const findings: Finding[] = [];
  // elsewhere who may read a file is not told by its mode
  if (process.platform !== "win32" && (stat.mode & OTHERS) !== 0) {
    const mode = (stat.mode & 0o777).toString(8).padStart(4, "0");
    const text = `others may read the key of the panels' passwords (mode ${mode})`;
    findings.push({ text, advice: `chmod 600 ${path}` });
  }
  const key = SecretKey.ofFolder(folder);
  const locked = sealed.filter(({ serial, password }) => key.open(password, serial) === undefined);
  for (const { serial } of locked) {
    const text = `the password of panel ${JSON.stringify(serial)} was sealed with another key`;
    const advice = `give it anew: doorbook panels edit ${serial} --new-password`;
    findings.push({ text, advice });
  }
  if (findings.length > 0) return findings;
  return [{ text: "the panels' passwords are sealed, and their key is its owner's alone" }];
}

async function sealedPasswords(
  fleet: FleetStore,
): Promise<readonly { readonly serial: string; readonly password: string }[]> {
  return (await fleet.list("panel")).flatMap(({ id: serial, body }) => {
    const password = parseProfile(serial, body).pulledFrom?.sealedPassword ?? "";
    return password === "" ? [] : [{ serial, password }];
  });
}
