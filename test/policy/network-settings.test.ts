/** Settings of the policies on the network and on hosts. */
import { allPolicies } from "../../policies/all-policies";
import * as types from "../../policies/resource-types";
import { fixture, type Scene } from "./case";
import { judge, type Resource, UNKNOWN } from "./harness";
import { databaseScene } from "./sound";
import { instanceScene, METADATA, patches, template } from "./sound-hosts";

const ingress = fixture(types.ingressRule, {
    description: "Administrators",
    ipProtocol: "tcp",
    fromPort: 22,
    toPort: 22,
});

async function complaints(scene: readonly Resource[], config = {}): Promise<string[]> {
    const violations = await judge(allPolicies, scene, config);
    return violations.map(({ policy, message }) =>
        message.startsWith("UNDETERMINED") ? `${policy} undetermined` : policy,
    );
}

describe("the setting trustedCidrs", () => {
    const policy = "security-group-only-public-web-ports";
    const config = { [policy]: { trustedCidrs: ["203.0.112.0/20", "2001:db8::/32"] } };
    const open = (changes: object) => [ingress({ fromPort: 8443, toPort: 8443, ...changes })];

    test.each([
        ["accepts a part of a trusted network", { cidrIpv4: "203.0.113.0/24" }, []],
        ["accepts the whole trusted network", { cidrIpv4: "203.0.112.0/20" }, []],
        ["rejects a wider network", { cidrIpv4: "203.0.112.0/19" }, [policy]],
        ["rejects a network beside it", { cidrIpv4: "203.0.128.0/24" }, [policy]],
        ["accepts a part of a trusted IPv6 network", { cidrIpv6: "2001:db8:1::/48" }, []],
        ["rejects an IPv6 network beside it", { cidrIpv6: "2001:db9::/48" }, [policy]],
    ])("%s", async (_, source, expected) => {
        expect(await complaints(open(source), config)).toEqual(expected);
        expect(await complaints(open(source))).toEqual([policy]);
    });

    test("trustedPrefixLists accepts a list by its id, which the preview must know", async () => {
        const lists = { [policy]: { trustedPrefixLists: ["pl-0a"] } };
        expect(await complaints(open({ prefixListId: "pl-0a" }), lists)).toEqual([]);
        expect(await complaints(open({ prefixListId: "pl-0b" }), lists)).toEqual([policy]);
        expect(await complaints(open({ prefixListId: UNKNOWN }), lists)).toEqual([`${policy} undetermined`]);
    });

    test("takes no network that is as large as a part of the internet", () => {
        const schema = schemaOf(policy, "trustedCidrs");
        const allowed = ["203.0.0.0/16", "203.0.113.7/32", "2001:db8::/32", "2001:db8::1/128"];
        const refused = [
            "0.0.0.0/0",
            "128.0.0.0/1",
            "203.0.0.0/15",
            "203.0.0.0/8",
            "::/0",
            "2000::/3",
            "2001::/31",
        ];
        expect(allowed.filter((cidr) => !schema.test(cidr))).toEqual([]);
        expect(refused.filter((cidr) => schema.test(cidr))).toEqual([]);
    });

    test("does not open a database to trusted addresses", async () => {
        const group = fixture(
            types.securityGroup,
            { description: "Database" },
            { name: "database-firewall" },
        )();
        const rule = ingress(
            { fromPort: 3306, toPort: 3306, prefixListId: "pl-0a" },
            { references: { securityGroupId: [group] } },
        );
        const lists = { [policy]: { trustedPrefixLists: ["pl-0a"] } };
        const found = await complaints([rule, ...databaseScene()], lists);
        expect(new Set(found)).toEqual(new Set(["database-ingress-only-from-app"]));
    });
});

describe("the setting adminCidrs", () => {
    const policy = "security-group-no-ssh-from-world";
    const config = { [policy]: { adminCidrs: ["203.0.112.0/20", "2001:db8::/32"] } };

    test.each([
        ["accepts one site of the administrators", { cidrIpv4: "203.0.113.0/24" }, []],
        ["rejects two sites at once", { cidrIpv4: "203.0.112.0/23" }, [policy]],
        ["rejects another site", { cidrIpv4: "198.51.100.0/24" }, [policy]],
        ["accepts one site of the administrators by IPv6", { cidrIpv6: "2001:db8::/56" }, []],
        ["rejects another site by IPv6", { cidrIpv6: "2001:db9::/56" }, [policy]],
        ["accepts a private network", { cidrIpv4: "10.0.0.0/8" }, []],
    ])("%s", async (_, source, expected) => {
        expect(await complaints([ingress(source)], config)).toEqual(expected);
    });
});

describe("the setting hopLimit", () => {
    const policy = "instance-requires-imdsv2";
    const hops = (httpPutResponseHopLimit: number) =>
        instanceScene({ metadataOptions: { ...METADATA, httpPutResponseHopLimit } });

    test.each([
        [1, 2, [policy]],
        [2, 2, []],
        [2, 3, [policy]],
    ])("judges hopLimit %i with %i hops", async (hopLimit, given, expected) => {
        expect(await complaints(hops(given), { [policy]: { hopLimit } })).toEqual(expected);
    });

    test("advises against two hops while user data is unknown", async () => {
        const metadataOptions = { ...METADATA, httpPutResponseHopLimit: 2 };
        const found = await judge(
            allPolicies.filter(({ name }) => name === policy),
            [template({ metadataOptions, userData: UNKNOWN })],
        );
        expect(found).toEqual([
            expect.objectContaining({
                level: "advisory",
                message: expect.stringMatching(/^UNDETERMINED: Whether the host runs containers/) as string,
            }),
        ]);
    });
});

describe("the settings of approved images", () => {
    const policy = "instance-image-from-approved-source";

    test("approvedAmis accepts the listed id only", async () => {
        const config = { [policy]: { approvedAmis: ["ami-0a"] } };
        expect(await complaints([template({ imageId: "ami-0a" })], config)).toEqual([]);
        expect(await complaints([template({ imageId: "ami-0ab" })], config)).toEqual([policy]);
        expect(await complaints([template({ imageId: "ami-0ab" })])).toEqual([`${policy} undetermined`]);
    });

    test("approvedParameterPrefixes takes only whole levels of a name", () => {
        const schema = schemaOf(policy, "approvedParameterPrefixes");
        expect(["/aws/service/debian/", "/hrms/images/"].filter((prefix) => !schema.test(prefix))).toEqual(
            [],
        );
        expect(
            ["/aws/service/debian", "/", "", "hrms/images/"].filter((prefix) => schema.test(prefix)),
        ).toEqual([]);
    });

    test("approvedParameterPrefixes replaces the default publishers", async () => {
        const config = { [policy]: { approvedParameterPrefixes: ["/hrms/images/"] } };
        const ours = "resolve:ssm:/hrms/images/latest";
        expect(await complaints([template({ imageId: ours })], config)).toEqual([]);
        expect(await complaints([template()], config)).toEqual([policy]);
    });
});

test("patchDocuments adds a document that installs patches", async () => {
    const policy = "instance-patching-is-scheduled";
    const [subject, ...others] = instanceScene();
    const scene: Scene = [
        subject,
        ...others.filter(({ type }) => type !== patches().type),
        patches({ name: "HRMS-Patch" }),
    ];
    expect(await complaints(scene)).toEqual([policy]);
    expect(await complaints(scene, { [policy]: { patchDocuments: ["HRMS-Patch"] } })).toEqual([]);
});

test("rsaBits is 3072 or more", () => {
    const { schema } = settingOf("ssh-key-is-imported-public-key", "rsaBits");
    expect(schema).toMatchObject({ minimum: 3072, default: 3072 });
});

function settingOf(policy: string, name: string) {
    const schema = allPolicies.find((one) => one.name === policy)?.configSchema?.properties[name];
    if (!schema) throw new Error(`${policy} has no setting ${name}`);
    return { schema };
}

function schemaOf(policy: string, name: string): RegExp {
    const { items } = settingOf(policy, name).schema as { items?: { pattern?: string } };
    return new RegExp(items?.pattern ?? "(?!)");
}
