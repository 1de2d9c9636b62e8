import * as aws from "@pulumi/aws";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import { record } from "../harness";

interface Debuggable {
    debuggablePromise: (promise: Promise<unknown>, context?: unknown) => Promise<unknown>;
}
const sdk = debuggable as unknown as Debuggable;

/** The trace that Pulumi has of a promise, after the program's change. */
function traceOf(promise: Promise<unknown>): string {
    jest.isolateModules(() => {
        jest.requireActual("../../../../components/internal/promise-traces");
        void jest.requireActual<Debuggable>("@pulumi/pulumi/runtime/debuggable").debuggablePromise(promise);
    });
    return (promise as unknown as { _debugStackTrace: string })._debugStackTrace;
}

test("a promise of Pulumi has no trace", () => {
    expect(traceOf(Promise.resolve()).trim()).toBe("Error:");
});

test("it has one where somebody looks for leaks", () => {
    process.env.PULUMI_DEBUG_PROMISE_LEAKS = "1";
    try {
        expect(traceOf(Promise.resolve())).toMatch(/\n {4}at .*promise-traces\.test\.ts/);
    } finally {
        delete process.env.PULUMI_DEBUG_PROMISE_LEAKS;
    }
});

test("an error after it has a trace", () => {
    void sdk.debuggablePromise(Promise.resolve());
    expect(new Error("boom").stack).toMatch(/\n {4}at /);
});

test("resources make their promises by the function that is changed", async () => {
    const made = jest.spyOn(sdk, "debuggablePromise");
    await record(() => new aws.s3.Bucket("bucket"));
    expect(made.mock.calls.length).toBeGreaterThan(1);
});
