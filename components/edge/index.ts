import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import { limitsOf, type LimitSettings } from "../../config/limits";
import { LIVENESS_PATH } from "../../host/bundle";
import type { Keys } from "../keys";
import type { Network } from "../network";
import type { Storage } from "../storage";
import type { Tls } from "../tls";
import { Firewall } from "./firewall";
import type { FirewallSettings } from "./firewall-rules";
import { contentSecurityPolicy, strictTransportSecurity } from "./headers";

export interface EdgeArgs
    extends
        FirewallSettings,
        LimitSettings,
        Pick<
            Settings,
            | "awsAccountId"
            | "deletionProtection"
            | "domain"
            | "hostedZone"
            | "hstsMaxAgeSeconds"
            | "logRetentionDays"
            | "region"
            | "stack"
        > {
    readonly keys: Keys;
    readonly network: Network;
    readonly storage: Storage;
    readonly tls: Tls;
}

/**
 * TLS 1.2 with forward secrecy and TLS 1.3, with post-quantum key exchange if the browser supports it. AWS recommends this
 * policy. Without a policy, the API's default still accepts TLS 1.0.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** A host that misses three checks is replaced. Seconds, and checks in a row. */
export const HEALTH_CHECK = { interval: 15, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 3 } as const;

/**
 * The public entrance: a load balancer that terminates TLS, sets the security headers, logs every request and forwards the
 * requests that WAF allows to the web hosts, encrypted again. It cannot set Referrer-Policy, Permissions-Policy and
 * Cross-Origin-Opener-Policy; the hosts set them.
 * Cost: about 20 USD a month and 6 USD for each capacity unit in use, and the firewall's.
 */
export class Edge extends pulumi.ComponentResource {
    static readonly covers = [
        "security.tls.hsts",
        "security.tls.https-redirect",
        "security.django.headers",
    ] as const satisfies readonly ChecklistId[];

    readonly loadBalancer: aws.lb.LoadBalancer;
    /** The web hosts' target group. */
    readonly targetGroup: aws.lb.TargetGroup;
    readonly webAcl: aws.wafv2.WebAcl;

    constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:edge:Edge", name, {}, opts);
        this.loadBalancer = this.createLoadBalancer(name, args);
        this.targetGroup = this.createTargetGroup(name, args);
        this.listen(name, args);
        const { loadBalancer } = this;
        this.webAcl = new Firewall(`${name}-firewall`, { ...args, loadBalancer }, { parent: this }).webAcl;
        this.registerOutputs({
            loadBalancerArn: this.loadBalancer.arn,
            targetGroupArn: this.targetGroup.arn,
            webAclArn: this.webAcl.arn,
        });
    }

    private createLoadBalancer(
        name: string,
        { deletionProtection, network, storage, ...settings }: EdgeArgs,
    ): aws.lb.LoadBalancer {
        const log = (prefix: string) => ({ bucket: storage.logs.name, prefix, enabled: true });
        return new aws.lb.LoadBalancer(
            name,
            {
                loadBalancerType: "application",
                internal: false,
                ipAddressType: "ipv4",
                subnets: network.publicSubnetIds,
                securityGroups: [network.securityGroups.loadBalancer],
                // Shorter than Nginx's keep-alive. If the host closed the connection first, a request could meet a
                // closed connection and get a 502.
                idleTimeout: limitsOf(settings).loadBalancer,
                enableHttp2: true,
                // Rejects requests that two parsers could read differently, which prevents request smuggling.
                desyncMitigationMode: "strictest",
                dropInvalidHeaderFields: true,
                preserveHostHeader: true,
                // Nginx only trusts the last entry, which the load balancer adds.
                xffHeaderProcessingMode: "append",
                // If WAF cannot be reached, requests are rejected.
                enableWafFailOpen: false,
                enableCrossZoneLoadBalancing: true,
                enableZonalShift: true,
                enableDeletionProtection: deletionProtection,
                accessLogs: log("alb-access"),
                connectionLogs: log("alb-connection"),
                healthCheckLogs: log("alb-health"),
            },
            // AWS writes a test object when logging starts, so the bucket's policy must exist first.
            { parent: this, dependsOn: [storage] },
        );
    }

    private createTargetGroup(name: string, { network, ...settings }: EdgeArgs): aws.lb.TargetGroup {
        return new aws.lb.TargetGroup(
            name,
            {
                vpcId: network.vpcId,
                targetType: "instance",
                protocol: "HTTPS",
                port: 443,
                protocolVersion: "HTTP1",
                healthCheck: { protocol: "HTTPS", path: LIVENESS_PATH, matcher: "200", ...HEALTH_CHECK },
                // A payroll report takes a hundred times as long as a page, so round robin would load hosts unevenly.
                // This algorithm has no slow start. A host joins only when its workers have started.
                loadBalancingAlgorithmType: "least_outstanding_requests",
                // Sessions are in the cache, so any host can answer any request.
                stickiness: { type: "lb_cookie", enabled: false },
                deregistrationDelay: limitsOf(settings).deregistration,
            },
            { parent: this },
        );
    }

    private listen(name: string, args: EdgeArgs): void {
        const child = { parent: this };
        const loadBalancerArn = this.loadBalancer.arn;
        new aws.lb.Listener(
            `${name}-https`,
            {
                loadBalancerArn,
                protocol: "HTTPS",
                port: 443,
                sslPolicy: TLS_POLICY,
                certificateArn: args.tls.certificateArn,
                defaultActions: [{ type: "forward", targetGroupArn: this.targetGroup.arn }],
                routingHttpResponseStrictTransportSecurityHeaderValue: strictTransportSecurity(args),
                routingHttpResponseContentSecurityPolicyHeaderValue: contentSecurityPolicy(
                    args.storage.media.regionalDomainName,
                ),
                routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
                // For browsers without frame-ancestors. Same origin, because editors and previews use frames.
                routingHttpResponseXFrameOptionsHeaderValue: "SAMEORIGIN",
                routingHttpResponseServerEnabled: false,
            },
            child,
        );
        new aws.lb.Listener(
            `${name}-http`,
            {
                loadBalancerArn,
                protocol: "HTTP",
                port: 80,
                defaultActions: [
                    {
                        type: "redirect",
                        // Redirects to our own name, whatever name the request has.
                        redirect: {
                            statusCode: "HTTP_301",
                            protocol: "HTTPS",
                            port: "443",
                            host: args.domain,
                        },
                    },
                ],
                routingHttpResponseServerEnabled: false,
            },
            child,
        );
    }
}
