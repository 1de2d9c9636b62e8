import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { BEHAVIOR, distributionScene, httpListener, httpsListener, MANAGED_HEADERS } from "../sound-edge";
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

export const cases: CaseTable = {
    "https-sends-hsts": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a max-age of a year": [listener("max-age=31536000")],
            "a max-age of two years with subdomains": [listener("max-age=63072000; includeSubDomains")],
            "a listener for plain HTTP": [httpListener()],
            "a distribution with the header": cdn(YEAR),
            "a distribution with AWS's own policy": distributionScene(),
            "the header from Nginx on an instance": [
                listener(undefined),
                ...instanceScene({ userData: nginx(GOOD_HEADER) }),
            ],
            "the header from Nginx in encoded user data": [
                listener(undefined),
                ...instanceScene({ userDataBase64: Buffer.from(nginx(GOOD_HEADER)).toString("base64") }),
            ],
            "the header from Caddy": [
                listener(undefined),
                ...instanceScene({ userData: 'header Strict-Transport-Security "max-age=31536000;"' }),
            ],
            "the header from Django": [
                listener(undefined),
                ...instanceScene({ userData: 'SECURE_HSTS_SECONDS: "31536000"' }),
            ],
            "the header from Nginx in a launch template": [
                listener(UNKNOWN),
                template({ userData: Buffer.from(nginx(GOOD_HEADER)).toString("base64") }),
            ],
        },
        violating: {
            "a max-age of a second less than a year": [listener("max-age=31535999")],
            "a header without max-age": [listener("includeSubDomains")],
            "a max-age of a minute from Nginx": [
                listener(undefined),
                ...instanceScene({ userData: nginx('"max-age=60; preload"') }),
            ],
            ...aliases(types.listener, [listener("max-age=0")]),
            "a distribution with a second less than a year": cdn(headers(31_535_999)),
            "a distribution with max-age 0 on some paths": cdn(YEAR, headers(0, { name: "other" })),
            "a distribution with max-age 0 on one of several paths": cdn(
                YEAR,
                YEAR,
                headers(0, { name: "other" }),
            ),
            "AWS's policy for CORS only on files of a bucket": behaviors({
                targetOriginId: "static",
                responseHeadersPolicyId: "60669652-455b-4ae9-85a4-c4c02393f86c",
            }),
            "a max-age of a minute from Caddy": [
                listener(undefined),
                ...instanceScene({ userData: 'header Strict-Transport-Security "max-age=60;"' }),
            ],
            "a max-age of a day from Django": [
                listener(undefined),
                ...instanceScene({ userData: "SECURE_HSTS_SECONDS=86400" }),
            ],
        },
        advised: {
            "AWS's policy for CORS only": behaviors({
                responseHeadersPolicyId: "60669652-455b-4ae9-85a4-c4c02393f86c",
            }),
            "AWS's policy for CORS with preflight requests": behaviors({
                responseHeadersPolicyId: "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
            }),
            "a headers policy without the header": cdn(
                fixture(types.responseHeadersPolicy)({
                    securityHeadersConfig: { contentTypeOptions: { override: true } },
                }),
            ),
            "an empty headers policy": cdn(fixture(types.responseHeadersPolicy)()),
            "a listener without the header": [listener(undefined)],
            "a listener in front of hosts that only mention the header": [
                listener(undefined),
                ...instanceScene({ userData: "# Django sends Strict-Transport-Security by itself" }),
            ],
            "a distribution without a headers policy": behaviors({}),
        },
        outside: {
            "a headers policy by its id": behaviors({
                responseHeadersPolicyId: "00000000-1111-2222-3333-444444444444",
            }),
            "a headers policy of a referenced stack": behaviors({ responseHeadersPolicyId: UNKNOWN }),
        },
        omitted: {
            "a headers policy for files of a bucket": ["fail", ...behaviors({ targetOriginId: "static" })],
            orderedCacheBehaviors: ["pass", ...behaviors({ responseHeadersPolicyId: MANAGED_HEADERS })],
        },
        unknown: {
            "the header": ["undetermined", listener(UNKNOWN)],
            "the max-age of a headers policy": ["undetermined", ...cdn(headers(UNKNOWN))],
        },
    },
};
