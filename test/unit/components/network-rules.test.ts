import * as aws from "@pulumi/aws";
import { networkOf, outputs, rulesOf, STARTER, WITHOUT_NAT } from "./network-fixture";

test("the rules of a production stack are exactly these", async () => {
    expect(rulesOf(await networkOf())).toEqual(
        [
            "load-balancer <- 0.0.0.0/0 443",
            "load-balancer <- 0.0.0.0/0 80",
            "load-balancer -> web 443",
            "web <- load-balancer 443",
            ...["web", "worker"].flatMap((host) => [
                `${host} -> database 3306`,
                `database <- ${host} 3306`,
                `${host} -> cache 6379`,
                `cache <- ${host} 6379`,
                `${host} -> 0.0.0.0/0 443`,
            ]),
            "functions -> database 3306",
            "database <- functions 3306",
            "functions -> 0.0.0.0/0 443",
        ].sort(),
    );
});

test("every rule says why, in letters that AWS takes", async () => {
    const network = await networkOf();
    const described = [
        ...network.all(aws.vpc.SecurityGroupIngressRule),
        ...network.all(aws.vpc.SecurityGroupEgressRule),
        ...network.all(aws.ec2.SecurityGroup),
    ];
    for (const { inputs } of described) {
        expect(inputs.description).toMatch(/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{10,255}$/);
    }
});

test("with the proxy, hosts reach the proxy only, and the database lets in the proxy and the function", async () => {
    const rules = rulesOf(await networkOf({ databaseProxy: true })).filter((rule) => rule.includes("3306"));
    expect(rules).toEqual([
        "database <- database-proxy 3306",
        "database <- functions 3306",
        "database-proxy -> database 3306",
        "database-proxy <- web 3306",
        "database-proxy <- worker 3306",
        "functions -> database 3306",
        "web -> database-proxy 3306",
        "worker -> database-proxy 3306",
    ]);
});

test("without worker hosts, nobody lets in or lets out what has their group", async () => {
    const rules = rulesOf(await networkOf({ workerMinHosts: 0, workerMaxHosts: 0 }));
    expect(rules.filter((rule) => rule.includes("worker"))).toEqual([]);
    expect(rules).toEqual(rulesOf(await networkOf()).filter((rule) => !rule.includes("worker")));
});

test("port 22 is closed, and opens to adminCidrs alone", async () => {
    expect(rulesOf(await networkOf()).filter((rule) => rule.endsWith(" 22"))).toEqual([]);
    const open = await networkOf({
        adminCidrs: ["10.99.1.0/24"],
        sshPublicKey: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} admin@example.com`,
    });
    expect(rulesOf(open).filter((rule) => rule.endsWith(" 22"))).toEqual([
        "web <- 10.99.1.0/24 22",
        "worker <- 10.99.1.0/24 22",
    ]);
});

test("the ports of mail open only for a mail server of one's own", async () => {
    const rules = rulesOf(await networkOf({ emailUrl: "smtp+tls://user:password@mail.example.com:587" }));
    expect(rules.filter((rule) => / (25|465|587)$/.test(rule))).toEqual([
        "web -> 0.0.0.0/0 465",
        "web -> 0.0.0.0/0 587",
        "worker -> 0.0.0.0/0 465",
        "worker -> 0.0.0.0/0 587",
    ]);
});

test("ports that the project asks for are open to hosts and, behind a NAT instance, to it", async () => {
    const added = async (changes: object) => {
        const before = rulesOf(await networkOf(changes));
        const outgoingPorts = ["tcp/636", "udp/4370"];
        return rulesOf(await networkOf({ ...changes, outgoingPorts })).filter(
            (rule) => !before.includes(rule),
        );
    };
    expect(await added({})).toEqual(
        ["web", "worker"].flatMap((host) => [`${host} -> 0.0.0.0/0 4370/udp`, `${host} -> 0.0.0.0/0 636`]),
    );
    expect(await added({ ...STARTER, nat: "instance", workerMinHosts: 0, workerMaxHosts: 0 })).toEqual(
        expect.arrayContaining(["nat-instance -> 0.0.0.0/0 636", "web -> 0.0.0.0/0 4370/udp"]),
    );
});

describe("the way out", () => {
    test("regional: one gateway for all zones, without subnet or address of ours", async () => {
        const gateway = (await networkOf({ nat: "regional" })).one(aws.ec2.NatGateway);
        expect(gateway.inputs).toEqual({
            vpcId: "net-id",
            availabilityMode: "regional",
            connectivityType: "public",
            tags: { Name: "net" },
        });
        expect(gateway.dependencies.some((urn) => urn.endsWith("::net-internet"))).toBe(true);
    });

    test("single: one gateway in the first public subnet, with an address of its own", async () => {
        const network = await networkOf({ nat: "single" });
        expect(network.one(aws.ec2.NatGateway).inputs).toMatchObject({
            subnetId: "net-public-1-id",
            allocationId: "net-nat-address-id",
        });
        expect(network.one(aws.ec2.Route, "net-private-out").inputs.natGatewayId).toBe("net-nat-zonal-id");
    });

    test("instance: hardened, reachable from the private subnets only, and the route leads there", async () => {
        const network = await networkOf(
            { ...STARTER, nat: "instance" },
            {
                outputs: {
                    ...outputs,
                    "aws:ec2/instance:Instance": () => ({ primaryNetworkInterfaceId: "eni-nat" }),
                },
                calls: {
                    "aws:ssm/getParameter:getParameter": ({ name }) => ({
                        insecureValue: `image of ${String(name)}`,
                    }),
                },
            },
        );
        const instance = network.one(aws.ec2.Instance);
        expect(instance.inputs).toMatchObject({
            ami: `image of ${String(instance.inputs.tags?.ImageParameter)}`,
            disableApiTermination: true,
            forceDestroy: true,
            instanceType: "t4g.nano",
            sourceDestCheck: false,
            subnetId: "net-public-1-id",
            vpcSecurityGroupIds: ["net-nat-instance-id"],
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            rootBlockDevice: { encrypted: true, kmsKeyId: expect.stringContaining("keys-files") as string },
        });
        expect(instance.inputs.userData).toContain("masquerade");
        expect(instance.ignoreChanges).toEqual(["ami"]);
        expect(network.one(aws.ec2.EipAssociation).inputs).toEqual({
            instanceId: "net-nat-id",
            allocationId: "net-nat-address-id",
        });
        expect(network.one(aws.ec2.Route, "net-private-out").inputs.networkInterfaceId).toBe("eni-nat");
        expect(rulesOf(network).filter((rule) => rule.startsWith("nat-instance"))).toEqual([
            "nat-instance -> 0.0.0.0/0 443",
            "nat-instance <- 10.20.0.0/19 443",
            "nat-instance <- 10.20.64.0/19 443",
        ]);
    });

    test("none: no route and no rule to the internet, AWS's services by endpoints and S3 by its prefix list", async () => {
        const network = await networkOf(WITHOUT_NAT);
        expect(network.all(aws.ec2.Route).map(({ name }) => name)).toEqual(["net-public-out"]);
        expect(network.all(aws.ec2.NatGateway)).toEqual([]);
        const rules = rulesOf(network);
        expect(rules.filter((rule) => rule.includes("-> 0.0.0.0/0"))).toEqual([]);
        for (const group of ["web", "worker", "functions"]) {
            expect(rules).toContain(`${group} -> endpoints 443`);
            expect(rules).toContain(`endpoints <- ${group} 443`);
            expect(rules).toContain(`${group} -> pl-s3 443`);
        }
        // GuardDuty's own endpoint has a security group of GuardDuty's.
        const toSubnets = (rule: string): boolean => / -> 10\.20\.(0|64|128)\.0\/19 443$/.test(rule);
        expect(rules.filter(toSubnets)).toHaveLength(6);
        const elsewhere = { guardDuty: "elsewhere: the security team runs it for all" };
        expect(rulesOf(await networkOf({ ...WITHOUT_NAT, ...elsewhere })).filter(toSubnets)).toEqual([]);
        expect(rules.filter((rule) => rule.startsWith("endpoints <-") && rule.endsWith(" 587"))).toEqual([
            "endpoints <- web 587",
            "endpoints <- worker 587",
        ]);
    });
});
