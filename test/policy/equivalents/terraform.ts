/** Resources of a provisioned stack as Terraform's language, so that Checkov can judge them. */
import type { JudgedResource } from "../../../evidence/in-process";
import type { ProvisionedStack } from "../../../evidence/plan";
import { isObject, isSecret, SIGNATURE } from "../../../simulator/wire";

/** Types whose name in Terraform does not follow from Pulumi's, by Pulumi's module and name. */
const NAMES: Readonly<Record<string, string>> = {
    "cloudtrail/trail": "cloudtrail",
    "lb/loadBalancer": "lb",
    "rds/eventSubscription": "db_event_subscription",
    "rds/instance": "db_instance",
    "rds/parameterGroup": "db_parameter_group",
    "rds/subnetGroup": "db_subnet_group",
    "s3/bucketObjectv2": "s3_object",
};

/** Modules whose name is another one in Terraform, or none. */
const MODULES: Readonly<Record<string, string>> = { cfg: "config_", ec2: "", vpc: "vpc_" };

const snake = (text: string): string =>
    text.replace(/(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])/g, (letter) => `_${letter}`).toLowerCase();

/** @param token - such as `aws:ec2/vpc:Vpc`, which is `aws_vpc` */
export function terraformType(token: string): string {
    const [, module = "", name = ""] = /^aws:([\w-]+)\/(\w+):/.exec(token) ?? [];
    const known = NAMES[`${module}/${name}`];
    if (known !== undefined) return `aws_${known}`;
    const configuration = module === "cfg" && name.startsWith("recorder") ? "configuration_" : "";
    return `aws_${MODULES[module] ?? `${module}_`}${configuration}${snake(name)}`;
}

/** Objects that are values; all others are blocks. */
const MAPS = new Set(["tags", "tags_all", "variables", "dimensions", "resource_tags"]);
/** Blocks that have a plural name in Terraform too. */
const PLURAL = /^(block_device_mappings|network_interfaces|tag_specifications|.*ss|cors)$/;

const singular = (name: string): string =>
    PLURAL.test(name) ? name : name.replace(/ies$/, "y").replace(/s$/, "");

/** A file or an archive, which Terraform reads from the disk. */
const isAsset = (value: unknown): boolean => isObject(value) && SIGNATURE in value && !isSecret(value);

/** What a resource's ID, ARN or host name is called in Terraform. */
type Names = ReadonlyMap<string, string>;

type Stack = Pick<ProvisionedStack, "resources" | "ids">;

export function terraformOf({ resources, ids }: Stack): string {
    const ours = resources.filter(({ type }) => type.startsWith("aws:"));
    const names = namesOf(ours, ids);
    return ours
        .map((resource) => {
            // Without its own, because a name that it is given is its ID.
            const others = new Map(
                [...names].filter(([, name]) => !name.startsWith(`${addressOf(resource)}.`)),
            );
            const members = Object.entries(resource.inputs).filter(
                ([key, value]) => !key.startsWith("__") && !isAsset(value),
            );
            const lines = members.map(([key, value]) => member(snake(key), value, others));
            return `resource "${terraformType(resource.type)}" "${resource.name}" {\n${lines.join("\n")}\n}`;
        })
        .join("\n\n");
}

const addressOf = ({ type, name }: JudgedResource): string => `${terraformType(type)}.${name}`;

/** Outputs by which others refer to a resource. */
const NAMING = ["arn", "domainName", "dnsName"];

/** An ID that several resources have belongs to the first: the settings of a bucket have the bucket's. */
function namesOf(resources: readonly JudgedResource[], ids: Stack["ids"]): Names {
    const names = new Map<string, string>();
    for (const resource of resources) {
        const outputs = { ...resource.outputs, id: ids.get(resource.urn) };
        for (const key of [...NAMING, "id"] as (keyof typeof outputs)[]) {
            const value: unknown = outputs[key];
            if (typeof value === "string" && value !== "" && !names.has(value)) {
                names.set(value, `${addressOf(resource)}.${snake(key)}`);
            }
        }
    }
    return names;
}

function member(name: string, given: unknown, names: Names): string {
    const value = isSecret(given) ? "secret" : given;
    if (Array.isArray(value) && value.some(isObject)) {
        return value.map((one) => block(singular(name), one as object, names)).join("\n");
    }
    return isObject(value) && !MAPS.has(name) ? block(name, value, names) : `${name} = ${text(value, names)}`;
}

function block(name: string, value: object, names: Names): string {
    const lines = Object.entries(value).map(([key, inner]) => member(snake(key), inner, names));
    return `${name} {\n${lines.join("\n")}\n}`;
}

function text(value: unknown, names: Names): string {
    if (typeof value === "string") {
        const [, arn = value, rest] = /^(arn:.*)(:\*)$/.exec(value) ?? [];
        const name = names.get(arn);
        if (name !== undefined) return rest === undefined ? name : `"\${${name}}${rest}"`;
        return JSON.stringify(value).replace(/[$%](?=\{)/g, "$&$&");
    }
    if (Array.isArray(value)) return `[${value.map((one) => text(one, names)).join(", ")}]`;
    if (!isObject(value)) return JSON.stringify(value);
    const members = Object.entries(value).map(
        ([key, inner]) => `${JSON.stringify(key)} = ${text(inner, names)}`,
    );
    return `{ ${members.join(", ")} }`;
}
