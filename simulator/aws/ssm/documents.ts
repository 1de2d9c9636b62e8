import { parse } from "yaml";
import { Refusal, ResourceType, Source } from "../../resource-type";
import { refusal, refuseOther, refuseTaken, refuseText, shown, textAt } from "../../checks";
import { isObject } from "../../wire";
import { isCron, isRate } from "../checks/schedule";
import { uuid } from "../checks/ids";

const DOCUMENT = "aws:ssm/document:Document";
const docs = (call: string): Source =>
    `https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_${call}.html`;

/** Schema versions by type of document. https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
const SCHEMAS: Readonly<Record<string, readonly string[]>> = {
    Command: ["1.2", "2.0", "2.2"],
    Automation: ["0.3"],
    Policy: ["2.0"],
    Session: ["1.0"],
};

function contentOf(text: string | undefined, format: unknown): Record<string, unknown> | undefined {
    try {
        const value: unknown = format === "YAML" ? parse(text ?? "") : JSON.parse(text ?? "");
        return isObject(value) ? value : undefined;
    } catch {
        return undefined;
    }
}

const document: ResourceType = {
    token: DOCUMENT,
    required: ["content", "documentType"],
    autoName: { property: "name", maxLength: 128 },
    replaceOn: ["documentType", "name"],
    defaults: { documentFormat: "JSON" },
    refusals: [
        refuseText("ssm-document-name", docs("CreateDocument"), "name", {
            min: 3,
            max: 128,
            pattern: /^(?!aws|amazon|amzn)[a-zA-Z0-9_.-]+$/i,
            message:
                "ValidationException: the name of a document must have 3 to 128 characters of a-z, A-Z, 0-9 and _.- and must not begin with aws, amazon or amzn",
        }),
        refuseTaken("ssm-document-taken", docs("CreateDocument"), "name", {
            code: "DocumentAlreadyExists",
            what: "Document with name",
        }),
        refuseOther("ssm-document-format", docs("CreateDocument"), "documentFormat", [
            "JSON",
            "YAML",
            "TEXT",
        ]),
        refusal("ssm-document-content", docs("CreateDocument"), (inputs) => {
            const text = textAt(inputs, "content");
            return text === undefined ||
                inputs.documentFormat === "TEXT" ||
                contentOf(text, inputs.documentFormat)
                ? undefined
                : {
                      property: "content",
                      message: `InvalidDocumentContent: ${shown(inputs.documentFormat ?? "JSON")} not well-formed`,
                  };
        }),
        refusal("ssm-document-schema", docs("CreateDocument"), (inputs) => {
            const version = contentOf(textAt(inputs, "content"), inputs.documentFormat)?.schemaVersion;
            const allowed = SCHEMAS[shown(inputs.documentType)];
            return version === undefined || allowed === undefined || allowed.includes(shown(version))
                ? undefined
                : {
                      property: "content",
                      message: `InvalidDocumentSchemaVersion: a ${shown(inputs.documentType)} document must have schema version ${allowed.join(" or ")}, got ${shown(version)}`,
                  };
        }),
    ],
    create: ({ inputs, arn, accountId, hex }) => {
        const name = textAt(inputs, "name") ?? "";
        const content = contentOf(textAt(inputs, "content"), inputs.documentFormat);
        return {
            id: name,
            outputs: {
                arn: arn("ssm", `document/${name}`),
                defaultVersion: "1",
                documentVersion: "1",
                latestVersion: "1",
                hash: hex(64),
                hashType: "Sha256",
                owner: accountId,
                platformTypes: ["Linux", "MacOS", "Windows"],
                schemaVersion: content?.schemaVersion,
                status: "Active",
            },
        };
    },
    update: (_, { outputs }) => {
        const version = String(Number(outputs.latestVersion) + 1);
        return { latestVersion: version, documentVersion: version, defaultVersion: version };
    },
};

/** Accepts the names of AWS's own documents, because the account does not list them. */
export const refuseMissingDocument = (id: string, property: string): Refusal =>
    refusal(id, docs("CreateAssociation"), (inputs, account) => {
        const name = textAt(inputs, property);
        return name === undefined || /^(AWS|Amazon|arn:aws:ssm:)/.test(name) || account.find(name, DOCUMENT)
            ? undefined
            : { property, message: `InvalidDocument: Document with name ${name} does not exist` };
    });

/** The check of schedules that associations and maintenance windows share. */
export const refuseSchedule = (id: string, property: string, call: string): Refusal =>
    refusal(id, docs(call), (inputs) => {
        const text = textAt(inputs, property);
        return text === undefined ||
            isCron(text) ||
            isRate(text) ||
            /^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/.test(text)
            ? undefined
            : {
                  property,
                  message: `ValidationException: Invalid schedule expression, expected cron(...), rate(...) or at(...): ${text}`,
              };
    });

/** Rejects everything but a number or a percentage: `10` or `10%`. */
export const refuseShare = (id: string, property: string, call: string): Refusal =>
    refuseText(id, docs(call), property, {
        pattern: /^([1-9]\d{0,6}|[1-9]\d?%|100%|0)$/,
        message: `ValidationException: ${property} must be a number or a percentage from 1% to 100%`,
    });

const association: ResourceType = {
    token: "aws:ssm/association:Association",
    autoName: { property: "associationName", maxLength: 128 },
    replaceOn: ["name"],
    refusals: [
        refuseMissingDocument("ssm-association-document-missing", "name"),
        refuseSchedule("ssm-association-schedule", "scheduleExpression", "CreateAssociation"),
        refuseText("ssm-association-name", docs("CreateAssociation"), "associationName", {
            min: 3,
            max: 128,
            pattern: /^[a-zA-Z0-9_.-]+$/,
            message:
                "ValidationException: the name of an association must have 3 to 128 characters of a-z, A-Z, 0-9 and _.-",
        }),
        refuseOther("ssm-association-severity", docs("CreateAssociation"), "complianceSeverity", [
            "UNSPECIFIED",
            "LOW",
            "MEDIUM",
            "HIGH",
            "CRITICAL",
        ]),
        refuseShare("ssm-association-concurrency", "maxConcurrency", "CreateAssociation"),
        refuseShare("ssm-association-errors", "maxErrors", "CreateAssociation"),
    ],
    create: (resource) => {
        const id = uuid(resource);
        return { id, outputs: { associationId: id, arn: resource.arn("ssm", `association/${id}`) } };
    },
};

export const types = [document, association];
