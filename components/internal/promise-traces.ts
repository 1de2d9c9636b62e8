/**
 * Keeps Pulumi from writing down for each promise where it was made, which it shows only where
 * PULUMI_DEBUG_PROMISE_LEAKS is set. A preview makes tens of thousands of promises, and each trace is mapped to the lines of
 * the source: a third of the program's time.
 */
interface Debuggable {
    debuggablePromise: <T>(promise: Promise<T>, context?: unknown) => Promise<T>;
}

// The module itself: an import can be a copy with getters, which depends on who compiles this.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const sdk = require("@pulumi/pulumi/runtime/debuggable") as Debuggable;

if (process.env.PULUMI_DEBUG_PROMISE_LEAKS === undefined) {
    const { debuggablePromise } = sdk;
    sdk.debuggablePromise = (promise, context) => {
        const { stackTraceLimit } = Error;
        Error.stackTraceLimit = 0;
        try {
            return debuggablePromise(promise, context);
        } finally {
            Error.stackTraceLimit = stackTraceLimit;
        }
    };
}
