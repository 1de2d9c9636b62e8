import { patchesEndBefore } from "../aws/lambda-runtimes";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { adviceIf, decide, faultIf } from "../verdict";

export const urlAsksForIdentity = resourcePolicy({
    name: "lambda-url-asks-for-identity",
    checklist: "testing.security.access-controls",
    severity: "high",
    onUnknown: "deny",
    requires: "Function URLs answer only signed requests.",
    otherwise:
        "Anyone who finds the URL can call the function and bypass the WAF, the load balancer and their logs.",
    remedy: "Set authorizationType to AWS_IAM, or remove the URL and put the function behind an API or a load balancer.",
    rules: [
        on(types.functionUrl, ({ props }) =>
            faultIf("authorizationType is not AWS_IAM", () => props.authorizationType !== "AWS_IAM"),
        ),
    ],
});

const DAY_MILLISECONDS = 86_400_000;

export const runtimeIsSupported = resourcePolicy({
    name: "lambda-runtime-is-supported",
    checklist: "security.server.patches",
    severity: "medium",
    onUnknown: "deny",
    requires: "Functions use a runtime that AWS patches.",
    otherwise:
        "Known vulnerabilities of the runtime stay open, and one day AWS refuses to update the function.",
    remedy: "Set runtime to a newer version of the language, and test the function with it.",
    equivalents: ["fsbp:Lambda.2"],
    settings: {
        days: integer("Days before the last patch when the policy starts to advise an upgrade", 60, {
            minimum: 0,
            maximum: 730,
        }),
    },
    rules: [
        on(types.lambdaFunction, ({ props }, { days }: { readonly days: number }) =>
            decide(() => {
                // An image brings its own runtime.
                const { runtime } = props;
                if (runtime === undefined) return [];
                const day = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
                const today = day(Date.now());
                if (patchesEndBefore(runtime, today)) {
                    return faultIf("runtime gets no more patches", () => true);
                }
                const soon = day(Date.now() + days * DAY_MILLISECONDS);
                return adviceIf("runtime will soon get no more patches", () =>
                    patchesEndBefore(runtime, soon),
                );
            }),
        ),
    ],
});
