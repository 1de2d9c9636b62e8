import * as fs from "node:fs";
import * as path from "node:path";
import { sourcesOf } from "../../../../policies/report/sources";
import { CHECKOUT } from "../../../../system/checkout";

const URN = "urn:pulumi:prod::hrms::hrms:data:Cache$aws:elasticache/subnetGroup:SubnetGroup::hrms-cache";

const deploymentOf = (sourcePosition?: string) => ({
    deployment: {
        resources: [
            { urn: URN, type: "aws:elasticache/subnetGroup:SubnetGroup", custom: true, sourcePosition },
        ],
    },
});

test("the line that Pulumi keeps is taken, relative to the checkout", () => {
    const source = sourcesOf(deploymentOf("project:///components/cache.ts#92,20"), CHECKOUT)(URN);
    expect(source).toEqual({ file: "components/cache.ts", line: 92 });
});

test.each([
    ["which Pulumi kept nothing of", undefined],
    ["which a library made", "project:///node_modules/@pulumi/provider.ts#37,19"],
    ["which lies elsewhere", "project:///../elsewhere/index.ts#1,1"],
])("of a resource %s, the line of its component's class is taken", (_, position) => {
    const source = sourcesOf(deploymentOf(position), CHECKOUT)(URN);
    const lines = fs.readFileSync(path.join(CHECKOUT, source?.file ?? ""), "utf8").split("\n");
    expect(lines[(source?.line ?? 0) - 1]).toMatch(/^export class Cache /);
});

test("of a resource without either there is no place", () => {
    const urn = "urn:pulumi:prod::other::aws:s3/bucket:Bucket::bucket";
    expect(sourcesOf(undefined, CHECKOUT)(urn)).toBeUndefined();
});
