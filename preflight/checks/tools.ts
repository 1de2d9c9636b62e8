import { check, found, type Check, type Finding } from "../check";

/** Compares `20.19` with `22.1.0`. */
function isOlder(version: string, needed: string): boolean {
    const [own, other] = [version, needed].map((text) => text.split(".").map(Number));
    for (const [at, least] of (other ?? []).entries()) {
        const part = own?.[at] ?? 0;
        if (part !== least) return part < least;
    }
    return false;
}

export function nodeFindings({ version, needed }: { version: string; needed: string }): Finding[] {
    return isOlder(version, needed)
        ? [
              found(
                  "node-old",
                  `Node.js is ${version}, and ${needed} or newer is needed.`,
                  "install it from https://nodejs.org/",
              ),
          ]
        : [];
}

export const pulumiFindings = (why: string | undefined): Finding[] =>
    why === undefined
        ? []
        : [
              found(
                  "pulumi-unsuitable",
                  `Pulumi cannot be used: ${why}.`,
                  "install it from https://www.pulumi.com/docs/install/",
              ),
          ];

export const pluginFindings = (missing: readonly string[]): Finding[] =>
    missing.map((plugin) =>
        found(
            "plugin-missing",
            `Pulumi's plugin ${plugin} is not installed yet.`,
            `pulumi plugin install resource ${plugin}`,
        ),
    );

export const TOOLS: readonly Check[] = [
    check({
        subject: "tools",
        fine: "Node.js is new enough.",
        ask: ({ machine }) => Promise.resolve(machine.node),
        judge: nodeFindings,
    }),
    check({
        subject: "tools",
        fine: "Pulumi is there and new enough.",
        // An answer, whether there is one or not.
        ask: async ({ machine }) => ({ why: await machine.whyNoPulumi() }),
        judge: ({ why }) => pulumiFindings(why),
    }),
    check({
        subject: "tools",
        fine: "Pulumi's plugins are installed.",
        ask: ({ machine }) => machine.missingPlugins(),
        judge: pluginFindings,
    }),
];
