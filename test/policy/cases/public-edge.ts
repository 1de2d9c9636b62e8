import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { alarmOn, subscription, topic } from "../sound-alarms";
import {
    balancerScene,
    BEHAVIOR,
    distributionScene,
    httpListener,
    httpsListener,
    MANAGED_HEADERS,
} from "../sound-edge";
import { instanceScene, template } from "../sound-hosts";

const HEADER = "routingHttpResponseStrictTransportSecurityHeaderValue";
const listener = (value: unknown) => httpsListener({ [HEADER]: value });
const headers = (seconds: unknown, extra = {}) =>
    fixture(types.responseHeadersPolicy)(
        { securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec: seconds } } },
        extra,
    );
/** A distribution whose behaviors refer to policies of the stack. */
function cdn(first: Resource, ...others: Resource[]) {
    const behavior = { ...BEHAVIOR, responseHeadersPolicyId: UNKNOWN };
    const orderedCacheBehaviors = others.length === 0 ? [first] : others;
    return distributionScene(
        [
            { defaultCacheBehavior: behavior, orderedCacheBehaviors: [behavior] },
            { references: { defaultCacheBehavior: [first], orderedCacheBehaviors } },
        ],
        ...new Set([first, ...others]),
    );
}
const behaviors = (headersPolicy: object) => {
    const { viewerProtocolPolicy, allowedMethods } = BEHAVIOR;
    const defaultCacheBehavior = { viewerProtocolPolicy, allowedMethods, ...headersPolicy };
    return distributionScene([{ defaultCacheBehavior, orderedCacheBehaviors: undefined }]);
};
const YEAR = headers(31_536_000);
const nginx = (header: string) =>
    `cat > /etc/nginx/conf.d/hrms.conf <<EOF\nserver {\n  add_header Strict-Transport-Security ${header};\n}\nEOF\n`;
const GOOD_HEADER = '"max-age=31536000; includeSubDomains" always';

const source = (changes: Readonly<Record<string, unknown>>, of: Resource) =>
    fixture(types.logDeliverySource, { logType: "ACCESS_LOGS" })(changes, {
        references: { resourceArn: [of] },
    });
const delivery = (of: Resource) =>
    fixture(types.logDelivery)({}, { references: { deliverySourceName: [of] } });
const unlogged = distributionScene([{ loggingConfig: undefined }]);
const logged = source({}, unlogged[0]);

/** Of what knows nothing of requests. */
const BARE = { http: "none", firewall: "none" } as const;

const acl = fixture(types.webAcl, {
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    rules: [{ name: "common", priority: 0 }],
});
const aclLog = (of: Resource) => fixture(types.webAclLogging)({}, { references: { resourceArn: [of] } });

const certificate = fixture(types.certificate, { domainName: "hrms.example.com", validationMethod: "DNS" });
const validation = fixture(
    types.certificateValidation,
    {},
    { references: { certificateArn: [certificate()] } },
);
const expiry = (of: Resource, metric = "DaysToExpiry") => [alarmOn(of, metric), topic(), subscription()];
const watched = (changes = {}) => [certificate(changes), ...expiry(certificate())] as const;

export const publicEdgeCases: CaseTable = {
    "https-sends-hsts": {
        compliant: {
            "a year": [listener("max-age=31536000")],
            "two years, and subdomains": [listener("max-age=63072000; includeSubDomains")],
            "plain HTTP": [httpListener()],
            "a distribution": cdn(YEAR),
            "a policy of AWS": distributionScene(),
            "by Nginx, on an instance": [
                listener(undefined),
                ...instanceScene({ userData: nginx(GOOD_HEADER) }),
            ],
            "by Nginx, on an instance, encoded": [
                listener(undefined),
                ...instanceScene({ userDataBase64: Buffer.from(nginx(GOOD_HEADER)).toString("base64") }),
            ],
            "by Nginx, from a launch template": [
                listener(UNKNOWN),
                template({ userData: Buffer.from(nginx(GOOD_HEADER)).toString("base64") }),
            ],
        },
        violating: {
            "a second less than a year": [listener("max-age=31535999")],
            "no max-age": [listener("includeSubDomains")],
            "a minute, by Nginx": [
                listener(undefined),
                ...instanceScene({ userData: nginx('"max-age=60; preload"') }),
            ],
            ...aliases(types.listener, [listener("max-age=0")]),
            "a distribution, a second less than a year": cdn(headers(31_535_999)),
            "a distribution, for some paths": cdn(YEAR, headers(0, { name: "other" })),
            "a distribution, for one of several paths": cdn(YEAR, YEAR, headers(0, { name: "other" })),
            "a policy without the header": cdn(
                fixture(types.responseHeadersPolicy)({
                    securityHeadersConfig: { contentTypeOptions: { override: true } },
                }),
            ),
            "AWS's policy for CORS only": behaviors({
                responseHeadersPolicyId: "60669652-455b-4ae9-85a4-c4c02393f86c",
            }),
        },
        omitted: {
            "the header": ["fail", listener(undefined)],
            "the policy": ["fail", ...behaviors({})],
            orderedCacheBehaviors: ["pass", ...behaviors({ responseHeadersPolicyId: MANAGED_HEADERS })],
            securityHeadersConfig: ["fail", ...cdn(fixture(types.responseHeadersPolicy)())],
        },
        unknown: {
            "the header": ["undetermined", listener(UNKNOWN)],
            "the max-age of a policy": ["undetermined", ...cdn(headers(UNKNOWN))],
        },
    },
    "load-balancer-logs-access": {
        compliant: {
            "an application": balancerScene(),
            connections: balancerScene([{ loadBalancerType: "network" }], BARE),
            packets: balancerScene([{ loadBalancerType: "gateway", accessLogs: undefined }], BARE),
        },
        violating: {
            "switched off": balancerScene([{ accessLogs: { bucket: "logs", enabled: false } }]),
            "of connections": balancerScene(
                [{ loadBalancerType: "network", accessLogs: { bucket: "logs", enabled: false } }],
                BARE,
            ),
            ...aliases(types.loadBalancer, balancerScene([{ accessLogs: { enabled: false } }])),
        },
        omitted: {
            accessLogs: ["fail", ...balancerScene([{ accessLogs: undefined }])],
            enabled: ["fail", ...balancerScene([{ accessLogs: { bucket: "logs" } }])],
        },
        unknown: {
            "the bucket": ["pass", ...balancerScene([{ accessLogs: { bucket: UNKNOWN, enabled: true } }])],
            enabled: ["undetermined", ...balancerScene([{ accessLogs: { enabled: UNKNOWN } }])],
        },
    },
    "cloudfront-logs-access": {
        compliant: {
            "to a bucket": distributionScene(),
            "by a delivery": [...unlogged, logged, delivery(logged)],
        },
        violating: {
            "a source that is not delivered": [...unlogged, logged],
            "a delivery of something else": [...unlogged, logged, delivery({ ...logged, name: "other" })],
            "another log": [
                ...unlogged,
                source({ logType: "CONNECTION_LOGS" }, unlogged[0]),
                delivery(logged),
            ],
        },
        omitted: { loggingConfig: ["fail", ...unlogged] },
        unknown: {
            "the bucket, which is set": [
                "pass",
                ...distributionScene([{ loggingConfig: { bucket: UNKNOWN } }]),
            ],
            "which log is delivered": [
                "undetermined",
                ...unlogged,
                source({ logType: UNKNOWN }, unlogged[0]),
                delivery(logged),
            ],
        },
    },
    "public-endpoint-has-waf": {
        compliant: {
            "a load balancer": balancerScene(),
            "an internal one": balancerScene([{ internal: true }], { firewall: "none" }),
            connections: balancerScene([{ loadBalancerType: "network" }], BARE),
            "a distribution": distributionScene([{ webAclId: "arn:aws:wafv2:us-east-1:123456789012:x" }]),
            "a web ACL with a log": [acl(), aclLog(acl())],
            "a web ACL with rules in JSON": [acl({ rules: undefined, ruleJson: "[]" }), aclLog(acl())],
            "a web ACL that blocks everything": [
                acl({ rules: undefined, defaultAction: { block: {} } }),
                aclLog(acl()),
            ],
        },
        violating: {
            "a load balancer": balancerScene([], { firewall: "none" }),
            "another one is guarded": [
                ...balancerScene([], { firewall: "none" }),
                ...balancerScene([{}, { name: "other" }]),
            ],
            ...aliases(types.loadBalancer, balancerScene([], { firewall: "none" })),
            "a distribution": distributionScene([{ webAclId: "" }]),
            "a distribution of files": distributionScene([{ webAclId: undefined, origins: [] }]),
            "a web ACL without a log": [acl()],
            "a web ACL without rules": [acl({ rules: [] }), aclLog(acl())],
            "the log of another one": [acl(), aclLog({ ...acl(), name: "other" })],
        },
        omitted: {
            webAclId: ["fail", ...distributionScene([{ webAclId: undefined }])],
            loadBalancerType: [
                "fail",
                ...balancerScene([{ loadBalancerType: undefined }], { firewall: "none" }),
            ],
        },
        unknown: { "the web ACL, which is set": ["pass", ...distributionScene([{ webAclId: UNKNOWN }])] },
    },
    "certificate-dns-validated": {
        compliant: {
            "by DNS": [...watched({})],
            "of a private authority": [
                ...watched({ certificateAuthorityArn: UNKNOWN, validationMethod: undefined }),
            ],
        },
        violating: {
            "by mail": [...watched({ validationMethod: "EMAIL" })],
            "imported, so that it never renews": [
                ...watched({ validationMethod: undefined, certificateBody: "-----BEGIN CERTIFICATE-----" }),
            ],
        },
        omitted: { validationMethod: ["fail", ...watched({ validationMethod: undefined })] },
        unknown: { validationMethod: ["undetermined", ...watched({ validationMethod: UNKNOWN })] },
    },
    "certificate-expiry-is-watched": {
        compliant: {
            "an alarm on it": [...watched({})],
            "an alarm on it once it is issued": [certificate(), validation(), ...expiry(validation())],
        },
        violating: {
            "no alarm": [certificate(), validation()],
            "another metric": [certificate(), ...expiry(certificate(), "DaysSinceRenewal")],
            "the alarm of another one": [certificate(), ...expiry(certificate({}, { name: "other" }))],
            "the validation of another one": [
                certificate(),
                validation({}, { references: {} }),
                ...expiry(validation()),
            ],
        },
        omitted: { "the alarm": ["fail", certificate()] },
        unknown: {
            "the metric of the alarm": [
                "undetermined",
                certificate(),
                { ...alarmOn(certificate(), "x"), props: { metricName: UNKNOWN, alarmActions: [UNKNOWN] } },
                ...[topic(), subscription()],
            ],
        },
    },
};
