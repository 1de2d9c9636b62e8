import { allRefusals, resourceTypes } from "../../../simulator/registry";
import { sdkType } from "../../../simulator/sdk";

describe.each(resourceTypes.map((type) => [type.token, type] as const))("%s", (token, type) => {
    const { inputs, outputs } = sdkType(token);
    const rootOf = (path: string): string => path.split(".")[0] ?? "";
    const unknown = (names: readonly string[]): string[] => names.filter((name) => !inputs.has(rootOf(name)));

    test("uses only properties of the installed SDK", () => {
        expect(unknown(type.required ?? [])).toEqual([]);
        expect(unknown(type.replaceOn)).toEqual([]);
        expect(unknown(Object.keys(type.defaults ?? {})).filter((name) => !outputs.includes(name))).toEqual(
            [],
        );
        expect(unknown(type.completed ?? [])).toEqual([]);
        expect(unknown(type.autoName === undefined ? [] : [type.autoName.property])).toEqual([]);
    });
});

test("every type is defined once", () => {
    const tokens = resourceTypes.map(({ token }) => token);
    expect(tokens.filter((token, at) => tokens.indexOf(token) !== at)).toEqual([]);
});

test("every refusal has a unique id", () => {
    const ids = allRefusals.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id))).toEqual([]);
});

test("every refusal and every rejected update or deletion has a public page as its source", () => {
    const rejections = resourceTypes.flatMap(({ refuseUpdate, refuseDelete }) => [
        ...(refuseUpdate ? [refuseUpdate] : []),
        ...(refuseDelete ? [refuseDelete] : []),
    ]);
    const sources = [...allRefusals, ...rejections].map(({ source }) => source);
    expect(sources.filter((source) => !/^https:\/\/[a-z0-9.-]+\/\S+$/.test(source))).toEqual([]);
    expect(rejections.filter(({ when }) => !/^[a-z`].*[^.]$/.test(when))).toEqual([]);
});

test("the constructors in the SDK show inputs, outputs and secrets", () => {
    const password = sdkType("random:index/randomPassword:RandomPassword");
    expect(password.inputs.has("length")).toBe(true);
    expect(password.inputs.has("result")).toBe(false);
    expect(password.secretOutputs).toEqual(["bcryptHash", "result"]);
    expect(sdkType("aws:ec2/vpc:Vpc").outputs).toContain("mainRouteTableId");
    expect(sdkType("aws:lb/targetGroup:TargetGroup").optionalName).toBe(true);
    expect(sdkType("aws:autoscaling/schedule:Schedule").optionalName).toBe(false);
    expect(() => sdkType("aws:ec2/vpcs:Vpcs")).toThrow(/no such file/);
});
