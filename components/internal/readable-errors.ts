/**
 * Errors that nobody foresaw are shown instead of hanging the program. Pulumi colours an uncaught error with
 * `util.inspect`, and Node 20.20 never returns from that where a stack has a file right under a scope, as in
 * `node_modules/@pulumi/output.ts`: it eats memory until it dies. Pulumi's source maps write just such paths.
 */
process.prependListener("uncaughtException", correctPaths);
process.prependListener("unhandledRejection", correctPaths);

function correctPaths(error: unknown): void {
    if (error instanceof Error && error.stack) {
        error.stack = withTruePaths(error.stack);
    }
}

/** The stack with the paths that the SDK's files really have. */
export function withTruePaths(stack: string): string {
    return stack.replace(/node_modules\/@pulumi\/(?=[\w-]+\.ts:)/g, "node_modules/@pulumi/pulumi/");
}
