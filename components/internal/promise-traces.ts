/**
 * Keeps Pulumi from writing down for each promise where it was made, which it shows only where
 * PULUMI_DEBUG_PROMISE_LEAKS is set. A preview makes tens of thousands of promises, and each trace is mapped to the lines of
 * the source: a third of the program's time.
 */
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";

interface Debuggable {
    debuggablePromise: <T>(promise: Promise<T>, context?: unknown) => Promise<T>;
}

// Not part of the SDK's types.
const sdk = debuggable as unknown as Debuggable;

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
