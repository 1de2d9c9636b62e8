import { inspect } from "node:util";
import { withTruePaths } from "../../../../components/internal/readable-errors";

test("a stack of Pulumi's own files gets the paths that they have, so that Node can colour it", () => {
    const error = new Error("boom");
    error.stack =
        "Error: boom\n    at f (/app/index.ts:1:2)\n    at g (/app/node_modules/@pulumi/output.ts:516:31)\n    at h (/app/node_modules/@pulumi/aws/s3/bucket.ts:1:1)";
    error.stack = withTruePaths(error.stack);
    expect(error.stack).toContain("/app/node_modules/@pulumi/pulumi/output.ts:516:31");
    expect(error.stack).toContain("/app/node_modules/@pulumi/aws/s3/bucket.ts:1:1");
    // Without the change, this call never returns on Node 20.20.
    expect(inspect(error, { colors: true })).toContain("output.ts:516:31");
});
