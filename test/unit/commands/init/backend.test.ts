import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { backendIn, withBackend } from "../../../../commands/init/backend";
import { CHECKOUT } from "../../../../system/checkout";

const shipped = fs.readFileSync(path.join(CHECKOUT, "Pulumi.yaml"), "utf8");
const BUCKET = "s3://acme-pulumi-state?region=eu-central-1";

test("the backend is named, moved and removed again, and nothing else of the project changes", () => {
    const named = withBackend(shipped, { state: BUCKET });
    expect(parse(named)).toEqual({ ...(parse(shipped) as object), backend: { url: BUCKET } });
    expect(backendIn(named)).toBe(BUCKET);
    expect(withBackend(named, { state: BUCKET })).toBe(named);
    expect(backendIn(withBackend(named, { state: "file:///srv/pulumi" }))).toBe("file:///srv/pulumi");
    expect(parse(withBackend(named, { state: "cloud" }))).toEqual(parse(shipped));
});

test("Pulumi Cloud needs no backend in the file", () => {
    expect(withBackend(shipped, { state: "cloud" })).toBe(shipped);
    expect(backendIn(shipped)).toBeUndefined();
});
