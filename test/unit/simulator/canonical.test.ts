import { canonicalInputs } from "../../../simulator/canonical";
import { changesBetween } from "../../../simulator/diff";
import type { ResourceType } from "../../../simulator/resource-type";
import { secret } from "../../../simulator/wire";

const SOURCE = "https://docs.aws.amazon.com/";
const upper = (value: unknown): unknown => (typeof value === "string" ? value.toUpperCase() : value);

/** AWS stores words in capitals. The provider hides it for the zone, and shows it for the values of parameters. */
const type: ResourceType = {
    token: "aws:ec2/instance:Instance",
    replaceOn: [],
    canonical: ["parameters.value", "zone"].map((property) => ({ property, source: SOURCE, stored: upper })),
    hidden: [
        { property: "zone", source: SOURCE, when: (before, after) => upper(before) === upper(after) },
        { property: "size", source: SOURCE, when: (before, after) => Number(before) > Number(after) },
    ],
    create: () => ({ id: "", outputs: {} }),
};

const differences = (given: Record<string, unknown>): string[] =>
    changesBetween(canonicalInputs(given, type), given, type).map(({ path }) => path);

test("inputs in another form than AWS's differ for ever", () => {
    expect(differences({ parameters: [{ value: "ON" }, { value: "off" }] })).toEqual(["parameters[1].value"]);
});

test("the provider hides some of these differences", () => {
    expect(differences({ zone: "eu-central-1a" })).toEqual([]);
});

test("a secret stays as it is", () => {
    const given = { zone: secret("a") };
    expect(canonicalInputs(given, type)).toEqual(given);
});

test("the provider can hide a difference by what the values are", () => {
    expect(changesBetween({ size: 200 }, { size: 100 }, type)).toEqual([]);
    expect(changesBetween({ size: 100 }, { size: 200 }, type)).toHaveLength(1);
});

test.each([
    ["the order of keys", '{"a":1,"b":2}', '{ "b": 2, "a": 1 }', true],
    ["a list of one text", '{"Action":["s3:GetObject"]}', '{"Action":"s3:GetObject"}', true],
    ["the order of a list", '{"Action":["a","b"]}', '{"Action":["b","a"]}', true],
    ["another action", '{"Action":"s3:GetObject"}', '{"Action":"s3:PutObject"}', false],
    ["texts that are no documents", "a", "A", false],
])("documents that differ by %s", (_, before, after, same) => {
    expect(changesBetween({ policy: before }, { policy: after }, type)).toHaveLength(same ? 0 : 1);
});
