import * as aws from "@pulumi/aws";
import { casesOf, clash } from "../support/table";

const content = (schemaVersion: string): string =>
    JSON.stringify({ schemaVersion, description: "Patches", mainSteps: [] });

const document = (): aws.ssm.DocumentArgs => ({ documentType: "Command", content: content("2.2") });

export const cases = [
    ...casesOf(aws.ssm.Document, document, [
        ["ssm-document-name", { name: "AWS-Patch" }, "and must not begin with aws, amazon or amzn"],
        [
            "ssm-document-format",
            { documentFormat: "XML" },
            "expected documentFormat to be one of [JSON, YAML, TEXT], got XML",
        ],
        [
            "ssm-document-content",
            { content: "schemaVersion: '2.2'" },
            "InvalidDocumentContent: JSON not well-formed",
        ],
        [
            "ssm-document-schema",
            { content: content("0.3") },
            "InvalidDocumentSchemaVersion: a Command document must have schema version 1.2 or 2.0 or 2.2, got 0.3",
        ],
    ]),
    clash(
        "ssm-document-taken",
        aws.ssm.Document,
        () => ({ ...document(), name: "taken" }),
        "DocumentAlreadyExists: Document with name taken already exists",
    ),
    ...casesOf(
        aws.ssm.Association,
        () => ({
            name: "AWS-GatherSoftwareInventory",
            scheduleExpression: "rate(12 hours)",
            maxErrors: "10%",
        }),
        [
            [
                "ssm-association-document-missing",
                { name: "hrms-inventory" },
                "InvalidDocument: Document with name hrms-inventory does not exist",
            ],
            [
                "ssm-association-schedule",
                { scheduleExpression: "rate(1 hours)" },
                "ValidationException: Invalid schedule expression, expected cron(...), rate(...) or at(...): rate(1 hours)",
            ],
            [
                "ssm-association-name",
                { associationName: "my association" },
                "ValidationException: the name of an association must have 3 to 128",
            ],
            [
                "ssm-association-severity",
                { complianceSeverity: "URGENT" },
                "expected complianceSeverity to be one of [UNSPECIFIED, LOW, MEDIUM, HIGH, CRITICAL], got URGENT",
            ],
            [
                "ssm-association-concurrency",
                { maxConcurrency: "0%" },
                'ValidationException: maxConcurrency must be a number or a percentage from 1% to 100%: "0%"',
            ],
            [
                "ssm-association-errors",
                { maxErrors: "some" },
                'ValidationException: maxErrors must be a number or a percentage from 1% to 100%: "some"',
            ],
        ],
    ),
];
