import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules", ".cache", ".sim", "out", "coverage", "test/fixtures/vite"] },
    eslint.configs.recommended,
    ...tseslint.configs.strictTypeChecked,
    ...tseslint.configs.stylisticTypeChecked,
    {
        languageOptions: { parserOptions: { projectService: true } },
        rules: {
            // Components are registered by their constructors; a resource need not be kept in a variable.
            "no-new": "off",
            "@typescript-eslint/restrict-template-expressions": [
                "error",
                { allowNumber: true, allowBoolean: true },
            ],
            "@typescript-eslint/switch-exhaustiveness-check": "error",
            "@typescript-eslint/explicit-module-boundary-types": "error",
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
            "@typescript-eslint/no-unnecessary-condition": "off",
            eqeqeq: "error",
            "max-lines": ["error", 450],
        },
    },
    { files: ["**/*.{js,cjs,mjs}"], ...tseslint.configs.disableTypeChecked },
    {
        files: ["**/*.{js,cjs,mjs}"],
        rules: { "@typescript-eslint/explicit-module-boundary-types": "off" },
        languageOptions: {
            globals: {
                require: "readonly",
                module: "writable",
                __dirname: "readonly",
                __filename: "readonly",
                process: "readonly",
                console: "readonly",
                setInterval: "readonly",
            },
        },
    },
    {
        // A command's work is loaded when it runs, so that help and a wrong argument are answered at once.
        files: [
            "commands/cli.ts",
            "commands/*/command.ts",
            "commands/release/on-a-stack.ts",
            "preflight/ask/*.ts",
            "commands/bench/index.ts",
        ],
        rules: {
            "@typescript-eslint/no-require-imports": "off",
            "@typescript-eslint/consistent-type-imports": "off",
        },
    },
    { files: ["**/*.{js,cjs}"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
