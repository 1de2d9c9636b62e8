import * as aws from "@pulumi/aws";
import { casesOf } from "./support/table";

const many = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`Tag${at}`, "value"]));

export const cases = casesOf(aws.ec2.Eip, () => ({ tags: { Name: "nat", "cost:centre": "Größe 4 @ HR" } }), [
    ["tag-count", { tags: many }, "InvalidTag: a resource can have at most 50 tags, got 51"],
    [
        "tag-key-length",
        { tags: { ["k".repeat(129)]: "" } },
        "InvalidTag: a tag key must have 1 to 128 characters, got 129",
    ],
    [
        "tag-value-length",
        { tags: { Note: "v".repeat(257) } },
        'InvalidTag: a tag value can have at most 256 characters, got 257 in tag "Note"',
    ],
    [
        "tag-reserved-prefix",
        { tags: { "aws:owner": "us" } },
        'InvalidTag: tag keys that begin with "aws:" are reserved: "aws:owner"',
    ],
    [
        "tag-characters",
        { tags: { Owner: "HR & Payroll" } },
        'InvalidTag: tags hold letters, digits, spaces and _ . : / = + - @ only: "Owner" = "HR & Payroll"',
    ],
]);
