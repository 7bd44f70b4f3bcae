import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { checkPanel } from "../../check/check-panel.ts";
import { CALLER_BOUNDS, type PanelAccess } from "../../check/panel-caller.ts";
import { QUESTIONS } from "../../check/questions.ts";
import { renderFindings } from "../../check/render-findings.ts";
import { renderReport } from "../../check/render-report.ts";
import { path, text } from "../../setting-kinds.ts";
import { UsageError } from "../../usage-error.ts";
import { optionValue } from "../arguments.ts";
import type { Call, Command } from "../command.ts";
import { readKnownPassword } from "../read-password.ts";
import { readUrl } from "../read-url.ts";
import { readVersion } from "../version.ts";

const USERNAME = text("", "name that logs in to the panel's web page");
const OUTPUT = path("", "file to write for the project, without names and numbers; a new one");

/** `doorbook panels check`: is a panel what Doorbook takes panels for? */
export const check: Command = {
  summary: "Ask a panel what Doorbook assumes of panels.",
  operands: [{ name: "URL" }],
  options: {
    username: { help: USERNAME.help, value: USERNAME, isNeeded: true },
    output: { help: OUTPUT.help, value: OUTPUT },
    "with-wrong-login": {
      help: "try wrong logins as well; a panel may shut this machine out for a while",
    },
  },
  settings: ["password"],
  notes: [
    "It reads and changes nothing, but its login is an event in the panel's log.",
    "The password is taken from DOORBOOK_PASSWORD, else from standard input: its first line, or,",
    "at a terminal, what is typed without showing.",
  ].join("\n"),
  run,
};

async function run({ settings, operands: [url = ""], options }: Call): Promise<number> {
  const baseUrl = readUrl(url);
  const output = optionValue(options, "output", OUTPUT);
  if (output !== "" && existsSync(output)) {
    throw new UsageError(`--output must be a new file, and ${output} is there`);
  }
  const username = optionValue(options, "username", USERNAME);
  const access = { baseUrl, username, password: await readKnownPassword(settings) };
  console.log(
    `Asking ${QUESTIONS.length} questions, read-only and one at a time: some 20 seconds, at most 10 minutes.\nThe login will be an event in the panel's log.\n`,
  );
  return report(access, output, options.has("with-wrong-login"));
}

async function report(
  access: PanelAccess,
  output: string,
  isWrongLoginAllowed: boolean,
): Promise<number> {
  const bounds = CALLER_BOUNDS;
  const checked = await checkPanel({ access, bounds, isWrongLoginAllowed, onProgress });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  console.log(renderFindings(checked));
  if (output !== "") {
    await writeFile(output, renderReport(checked, readVersion()), { flag: "wx" });
    console.log(`${output} can be sent to the project: it holds no names and no numbers.`);
  }
  if (checked.isComplete) return 0;
  console.error("doorbook: the panel stopped answering, so not everything was asked: try again");
  return 1;
}

function onProgress(done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\rquestion ${done + 1} of ${all}`);
}
