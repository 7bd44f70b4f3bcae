import { defineConfig, type OxlintOverride } from "oxlint";

/**
 * Who may import whom under `src/`: the folder, then what it may import beside itself. A path that
 * ends in `.ts` stands for that one file. Everything not named is refused, new folders included.
 * `compose.ts`, `settings.ts` and `cli/` stand above the table and import what they like.
 */
const LAYERS = {
  event: [],
  basip: ["event"],
  "store/directory": ["event"],
  "store/sqlite": [
    "event",
    "store/directory",
    "fleet/store.ts",
    "accounts/store.ts",
    "accounts/rights.ts",
    "accounts/scope.ts",
    "intake/store.ts",
  ],
  "store/postgres": [
    "event",
    "store/directory",
    "fleet/store.ts",
    "accounts/store.ts",
    "accounts/rights.ts",
    "accounts/scope.ts",
    "intake/store.ts",
  ],
  "store/memory": [
    "event",
    "store/directory",
    "fleet/store.ts",
    "accounts/store.ts",
    "accounts/rights.ts",
    "accounts/scope.ts",
    "intake/store.ts",
  ],
  fleet: ["event"],
  accounts: ["event"],
  client: ["event", "basip"],
  "book-client": ["event", "basip"],
  check: ["event", "basip"],
  intake: ["event", "basip", "client", "fleet"],
  book: ["event", "basip", "fleet"],
  monitor: ["event"],
  alarms: ["event", "basip", "fleet", "book"],
  http: ["event", "basip", "fleet", "intake", "book", "alarms", "accounts", "monitor"],
  emulator: ["event", "basip", "accounts", "http", "store/memory"],
} as const satisfies Record<string, readonly string[]>;

/** Folders below a layer's own that the rules reach; nobody nests deeper. */
const DEEPEST = 4;

/** Neither `./../x` nor `../x/../y`: a detour would hide the layer that is imported. */
const DETOURS = { regex: String.raw`^\./\.\./|[^./]/\.\./`, message: "Import the real path." };

/** The layers that run in browsers as well. */
const PURE: readonly string[] = ["event", "book-client"];

/** Node's modules and packages, by any name that is not a path. */
const OUTSIDE = {
  regex: String.raw`^[^.]`,
  message: "What runs in browsers imports nothing from outside, neither node: nor npm.",
};

/** The rule of one layer, for its files that lie `depth` folders below the layer's own. */
function layerRule(layer: string, allowed: readonly string[], depth: number): OxlintOverride {
  const nesting = layer.split("/").length;
  const outOf = "../".repeat(depth + 1);
  const toSrc = "../".repeat(depth + nesting);
  const group = [
    `${outOf}**`,
    ...allowed.map((path) => `!${toSrc}${path.endsWith(".ts") ? path : `${path}/**`}`),
    // a sibling engine's folder is reached without going up to src/
    ...siblings(layer, allowed).map((name) => `!${outOf}${name}/**`),
  ];
  const message = `src/${layer} may import ${allowed.join(", ") || "nothing"} (docs/architecture.md).`;
  // the detours first: a path that a group takes back is held against no later pattern
  const patterns = [DETOURS, ...(PURE.includes(layer) ? [OUTSIDE] : []), { group, message }];
  return {
    files: [`src/${layer}/${"*/".repeat(depth)}*.ts`],
    rules: { "no-restricted-imports": ["error", { patterns }] },
  };
}

/** The allowed folders that share the layer's parent folder, by their last name. */
function siblings(layer: string, allowed: readonly string[]): string[] {
  const parent = layer.slice(0, layer.lastIndexOf("/") + 1);
  if (parent === "") return [];
  return allowed.filter((path) => path.startsWith(parent)).map((path) => path.slice(parent.length));
}

/** The other entry of the package stands on one folder. */
const emulatorRule: OxlintOverride = {
  files: ["src/emulator*.ts"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          DETOURS,
          {
            group: ["./**", "../**", "!./emulator/**"],
            message: "src/emulator.ts may import emulator (docs/architecture.md).",
          },
        ],
      },
    ],
  },
};

const layerRules = Object.entries(LAYERS).flatMap(([layer, allowed]) =>
  Array.from({ length: DEEPEST + 1 }, (_, depth) => layerRule(layer, allowed, depth)),
);

/** What the package exports is data: it stands on these folders alone. */
const catalogRule: OxlintOverride = {
  // a test plants files beside it
  files: ["src/catalog*.ts"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          DETOURS,
          OUTSIDE,
          {
            group: ["./**", "../**", "!./event/**", "!./basip/**"],
            message: "src/catalog.ts may import event, basip (docs/architecture.md).",
          },
        ],
      },
    ],
  },
};

/** What asks a server stands on its folder alone, and on the names of languages. */
const clientRule: OxlintOverride = {
  files: ["src/client*.ts"],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          DETOURS,
          OUTSIDE,
          {
            group: ["./**", "../**", "!./book-client/**", "!./basip/**"],
            message: "src/client.ts may import book-client, basip (docs/architecture.md).",
          },
        ],
      },
    ],
  },
};

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "node", "promise"],
  categories: { correctness: "error", suspicious: "error", perf: "error" },
  ignorePatterns: ["dist/**", "data/**", "demo-data/**"],
  rules: {
    "import/no-cycle": ["error", { ignoreTypes: false }],
    "import/no-default-export": "error",
    "import/no-mutable-exports": "error",
    "import/no-absolute-path": "error",
    "import/extensions": ["error", "always", { ignorePackages: true }],
    // `import("./x.ts").T` in a type would slip past the layers
    "typescript/consistent-type-imports": ["error", { disallowTypeAnnotations: true }],
    "typescript/no-explicit-any": "error",
    "typescript/no-unsafe-argument": "error",
    "typescript/no-unsafe-assignment": "error",
    "typescript/no-unsafe-call": "error",
    "typescript/no-unsafe-member-access": "error",
    "typescript/no-unsafe-return": "error",
    "typescript/no-unsafe-type-assertion": "error",
    "typescript/no-floating-promises": [
      "error",
      {
        allowForKnownSafeCalls: [
          { from: "package", name: ["test", "suite", "describe", "it"], package: "node:test" },
        ],
      },
    ],
    "typescript/no-misused-promises": "error",
    "typescript/only-throw-error": "error",
    "typescript/switch-exhaustiveness-check": "error",
    "typescript/no-deprecated": "error",
    "typescript/prefer-readonly": "error",
    "typescript/return-await": "error",
    eqeqeq: "error",
    "no-var": "error",
    "prefer-const": "error",
    // one after the other is often the point: order of commits, one page after another
    "no-await-in-loop": "off",
    // a name may be what it is in its own scope
    "no-shadow": "off",
    // `assert.equal` is how node:assert/strict is written
    "import/no-named-as-default-member": "off",
    // the compiler's noImplicitReturns says it, and knows exhaustive switches
    "typescript/consistent-return": "off",
    "oxc/no-map-spread": "off",
    // workers and ports have no origin, a list of three needs no Set, a list of one's own turns in place
    "unicorn/require-post-message-target-origin": "off",
    "unicorn/prefer-set-has": "off",
    "unicorn/no-array-reverse": "off",
    "unicorn/consistent-function-scoping": "off",
  },
  overrides: [
    ...layerRules,
    catalogRule,
    emulatorRule,
    clientRule,
    { files: ["oxlint.config.ts"], rules: { "import/no-default-export": "off" } },
    {
      // plain JavaScript, so that an old Node reads it: nothing tells its types
      files: ["bin/*.js"],
      rules: {
        "typescript/no-unsafe-argument": "off",
        "typescript/no-unsafe-assignment": "off",
        "typescript/no-unsafe-call": "off",
        "typescript/no-unsafe-member-access": "off",
        "typescript/no-unsafe-return": "off",
      },
    },
    {
      files: ["test/**/*.ts", "bench/**/*.ts"],
      // what a test reads may be of another shape: then it fails, as it should
      rules: {
        "typescript/no-unsafe-argument": "off",
        "typescript/no-unsafe-assignment": "off",
        "typescript/no-unsafe-call": "off",
        "typescript/no-unsafe-member-access": "off",
        "typescript/no-unsafe-type-assertion": "off",
      },
    },
  ],
});
