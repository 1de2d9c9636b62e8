import * as aws from "@pulumi/aws";
import { casesOf } from "./table";

const many = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`Tag${at}`, "value"]));

export const cases = casesOf(aws.ec2.Eip, () => ({ tags: { Name: "nat", "cost:centre": "Größe 4 @ HR" } }), [
    ["tag-count", { tags: many }, "InvalidTag: a resource has at most 50 tags, got 51"],
    [
        "tag-key-length",
        { tags: { ["k".repeat(129)]: "" } },
        "InvalidTag: a tag key has 1 to 128 characters, got 129",
    ],
    [
        "tag-value-length",
        { tags: { Note: "v".repeat(257) } },
        'InvalidTag: the value of tag "Note" has more than 256 characters: 257',
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
