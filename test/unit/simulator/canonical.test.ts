import { canonicalInputs } from "../../../simulator/canonical";
import { findType } from "../../../simulator/registry";
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
    ["aws:route53/record:Record", { name: "HRMS.example.com." }, []],
    ["aws:elasticache/parameterGroup:ParameterGroup", { name: "Cache" }, []],
    [
        "aws:elasticache/parameterGroup:ParameterGroup",
        { parameters: [{ name: "MaxMemory-Policy", value: "noeviction" }] },
        ["parameters[0].name"],
    ],
])("%s stores %j in another form, and the provider shows %j", (token, given, shownPaths) => {
    const found = findType(token);
    const stored = canonicalInputs(given, found);
    expect(stored).not.toEqual(given);
    expect(changesBetween(stored, given, found).map(({ path }) => path)).toEqual(shownPaths);
});

test.each([
    ["aws:route53/record:Record", "records", ['0 issue "a"', '0 issue "b"']],
    [
        "aws:elasticache/parameterGroup:ParameterGroup",
        "parameters",
        [
            { name: "timeout", value: "0" },
            { name: "maxmemory-policy", value: "noeviction" },
        ],
    ],
])("%s has its %s in any order, but not with another value", (token, property, list: unknown[]) => {
    const found = findType(token);
    const compared = (now: unknown[]) => changesBetween({ [property]: list }, { [property]: now }, found);
    expect(compared([...list].reverse())).toEqual([]);
    expect(compared([...list.slice(1), "another"])).not.toEqual([]);
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
