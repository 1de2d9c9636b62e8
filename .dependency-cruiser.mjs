/** Which folder may import which: no import runs upward, none in a circle. See docs/adr/0014-layout.md. */

/** From the top down. A folder imports from those below it only. */
const LAYERS = [
    "commands",
    "reports",
    "preflight",
    "evidence",
    "lab",
    "release",
    "debian",
    "fit",
    "cost",
    "simulator",
    "index\\.ts",
    "components",
    "host",
    "config(\\.ts)?",
    "engine",
    "policies",
    "checklist",
    "system",
];

const within = (folders) => `^(${folders.join("|")})(/|$)`;

const downward = LAYERS.slice(1).map((layer, index) => ({
    name: `${layer.replace(/\W.*/, "")} imports nothing above it`,
    severity: "error",
    from: { path: within([layer]) },
    to: { path: within(LAYERS.slice(0, index + 1)) },
}));

export default {
    forbidden: [
        ...downward,
        {
            name: "nothing outside test imports from test",
            severity: "error",
            from: { pathNot: "^test/" },
            to: { path: "^test/" },
        },
        {
            name: "a command imports no other command",
            severity: "error",
            from: { path: "^commands/([^/]+)/" },
            to: { path: "^commands/[^/]+/", pathNot: "^commands/$1/" },
        },
        { name: "no circles", severity: "error", from: {}, to: { circular: true } },
    ],
    options: {
        doNotFollow: { path: "node_modules" },
        exclude: { path: "node_modules|^test/fixtures/|^\\.cache|^out" },
        tsConfig: { fileName: "tsconfig.json" },
        tsPreCompilationDeps: true,
        enhancedResolveOptions: { extensions: [".ts", ".js", ".mjs", ".json", ".d.ts"] },
    },
};
