/**
 * Shows unexpected errors, which would otherwise hang the program. Pulumi formats an uncaught error with
 * `util.inspect`. Node 20.20 never returns from that if the stack contains a file directly in a scope, such as
 * `node_modules/@pulumi/output.ts`: it uses memory until it crashes. Pulumi's source maps contain such paths.
 */
process.prependListener("uncaughtException", correctPaths);
process.prependListener("unhandledRejection", correctPaths);

function correctPaths(error: unknown): void {
    if (error instanceof Error && error.stack) {
        error.stack = withTruePaths(error.stack);
    }
}

/** The stack with the real paths of the SDK's files. */
export function withTruePaths(stack: string): string {
    return stack.replace(/node_modules\/@pulumi\/(?=[\w-]+\.ts:)/g, "node_modules/@pulumi/pulumi/");
}
