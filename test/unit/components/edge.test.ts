import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Edge } from "../../../components/edge";
import type { Keys } from "../../../components/keys";
import type { Network } from "../../../components/network";
import type { Storage } from "../../../components/storage";
import type { Tls } from "../../../components/tls";
import { record } from "./harness";
import { exampleSettings } from "../../../config/example";

const zones = ["subnet-a", "subnet-b", "subnet-c"];

/** Stands for the storage component, so that what waits for it can be seen. */
class FakeStorage extends pulumi.ComponentResource {
    readonly logs = { name: pulumi.output("logs-bucket") };
    readonly media = { regionalDomainName: pulumi.output("media.s3.eu-central-1.amazonaws.com") };
    constructor() {
        super("test:Storage", "storage");
        new aws.s3.BucketPolicy("logs-policy", { bucket: "logs-bucket", policy: "{}" }, { parent: this });
    }
}

function edge(overrides: Parameters<typeof exampleSettings>[0] = {}) {
    return record(() => {
        const keys = { logs: { arn: pulumi.output("arn:key") } } as unknown as Keys;
        const network = {
            vpcId: pulumi.output("vpc-1"),
            publicSubnetIds: zones.map((id) => pulumi.output(id)),
            securityGroups: { loadBalancer: pulumi.output("sg-load-balancer") },
        } as unknown as Network;
        const storage = new FakeStorage() as unknown as Storage;
        const tls = { certificateArn: pulumi.output("arn:certificate") } as unknown as Tls;
        return new Edge("edge", { ...exampleSettings(overrides), keys, network, storage, tls });
    });
}

test("the load balancer faces the internet from every public subnet, behind its own security group", async () => {
    expect((await edge()).one(aws.lb.LoadBalancer).inputs).toMatchObject({
        loadBalancerType: "application",
        internal: false,
        ipAddressType: "ipv4",
        subnets: zones,
        securityGroups: ["sg-load-balancer"],
    });
});

test("requests that parsers could read in two ways are refused, and the firewall fails closed", async () => {
    expect((await edge()).one(aws.lb.LoadBalancer).inputs).toMatchObject({
        desyncMitigationMode: "strictest",
        dropInvalidHeaderFields: true,
        preserveHostHeader: true,
        xffHeaderProcessingMode: "append",
        enableWafFailOpen: false,
    });
});

test("it waits a little longer for an answer than the application needs, and no longer for a host that leaves", async () => {
    const stack = await edge({ requestSeconds: 600 });
    expect(stack.one(aws.lb.LoadBalancer).inputs.idleTimeout).toBe(620);
    expect(stack.one(aws.lb.TargetGroup).inputs.deregistrationDelay).toBe(620);
});

test("requests, connections and health checks are logged under names that the bucket's policy admits", async () => {
    const stack = await edge();
    const loadBalancer = stack.one(aws.lb.LoadBalancer);
    const { accessLogs, connectionLogs, healthCheckLogs } = loadBalancer.inputs;
    expect([accessLogs, connectionLogs, healthCheckLogs]).toEqual(
        ["alb-access", "alb-connection", "alb-health"].map((prefix) => ({
            bucket: "logs-bucket",
            prefix,
            enabled: true,
        })),
    );
    expect(loadBalancer.dependencies).toContain(stack.one(aws.s3.BucketPolicy).urn);
});

test.each([true, false])("deletion protection %s is the load balancer's too", async (deletionProtection) => {
    const { inputs } = (await edge({ deletionProtection })).one(aws.lb.LoadBalancer);
    expect(inputs.enableDeletionProtection).toBe(deletionProtection);
});

test("HTTPS ends with the issued certificate and AWS's recommended TLS policy", async () => {
    const stack = await edge();
    expect(stack.one(aws.lb.Listener, "edge-https").inputs).toMatchObject({
        protocol: "HTTPS",
        port: 443,
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
        certificateArn: "arn:certificate",
        defaultActions: [
            {
                type: "forward",
                targetGroupArn: "arn:aws:lb:eu-central-1:123456789012:targetgroup/edge",
            },
        ],
    });
});

test("HTTP answers nothing but a permanent redirect to the domain", async () => {
    const stack = await edge();
    expect(stack.all(aws.lb.Listener)).toHaveLength(2);
    expect(stack.one(aws.lb.Listener, "edge-http").inputs).toMatchObject({
        protocol: "HTTP",
        port: 80,
        defaultActions: [
            {
                type: "redirect",
                redirect: {
                    statusCode: "HTTP_301",
                    protocol: "HTTPS",
                    port: "443",
                    host: "hrms.example.com",
                },
            },
        ],
    });
});

test("the security headers are these, and the server names itself nowhere", async () => {
    const stack = await edge();
    const { inputs } = stack.one(aws.lb.Listener, "edge-https");
    const headers = Object.entries(inputs).filter(([name]) => name.startsWith("routingHttpResponse"));
    expect(Object.fromEntries(headers)).toEqual({
        routingHttpResponseStrictTransportSecurityHeaderValue: "max-age=31536000; includeSubDomains",
        routingHttpResponseContentSecurityPolicyHeaderValue:
            "frame-ancestors 'self'; base-uri 'self'; form-action 'self' https:; object-src 'self' https://media.s3.eu-central-1.amazonaws.com",
        routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
        routingHttpResponseXFrameOptionsHeaderValue: "SAMEORIGIN",
        routingHttpResponseServerEnabled: false,
    });
    expect(stack.one(aws.lb.Listener, "edge-http").inputs.routingHttpResponseServerEnabled).toBe(false);
});

test.each([
    ["a young domain", { hstsMaxAgeSeconds: 60 }, "max-age=60; includeSubDomains"],
    [
        "a domain that is the apex of its zone, whose other names are not ours",
        { domain: "example.com", emailFrom: "hr@example.com" },
        "max-age=31536000",
    ],
])("HSTS of %s", async (_, overrides, value) => {
    const { inputs } = (await edge(overrides)).one(aws.lb.Listener, "edge-https");
    expect(inputs.routingHttpResponseStrictTransportSecurityHeaderValue).toBe(value);
});

test("hosts get requests over TLS, and a host that fails three health checks gets none", async () => {
    const { inputs } = (await edge()).one(aws.lb.TargetGroup);
    expect(inputs).toMatchObject({
        vpcId: "vpc-1",
        targetType: "instance",
        protocol: "HTTPS",
        port: 443,
        deregistrationDelay: 80,
        stickiness: { enabled: false },
    });
    expect(inputs.healthCheck).toEqual({
        protocol: "HTTPS",
        path: "/health/live",
        matcher: "200",
        interval: 15,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
    });
});

test("the least loaded host is next; slow start, which AWS refuses with that, is off", async () => {
    const { inputs } = (await edge()).one(aws.lb.TargetGroup);
    expect(inputs.loadBalancingAlgorithmType).toBe("least_outstanding_requests");
    expect(inputs.slowStart).toBeUndefined();
});

test("the firewall stands before this load balancer", async () => {
    const stack = await edge();
    expect(stack.one(aws.wafv2.WebAclAssociation).inputs).toEqual({
        resourceArn: "arn:aws:lb:eu-central-1:123456789012:loadbalancer/edge",
        webAclArn: "arn:aws:wafv2:eu-central-1:123456789012:webacl/edge-firewall",
    });
});
