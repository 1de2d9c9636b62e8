/** A report of the size that the real pack makes: all of its policies on many resources, each outcome among them. */
import { allPolicies } from "../../../../policies/all-policies";
import { describePolicies } from "../../../../policies/report";
import type { PolicyReport } from "../../../../policies/report/model";
import type { Verdict } from "../../../../policies/report/verdict";
import { exampleReport, failed, passed, unknown, urnOf } from "./example";

/** So many resources for each policy; the production stack has at most about this many of one type. */
export function realSizeReport(resources: number): PolicyReport {
    const policies = describePolicies(allPolicies);
    const verdicts = policies.flatMap((policy) =>
        Array.from({ length: resources }, (_, index): Verdict => {
            const urn = urnOf("aws:cloudwatch/metricAlarm:MetricAlarm", `alarm-${index}`);
            if (index % 4 === 0) return failed(policy, urn, `fault ${index}`);
            if (index % 4 === 1) return failed(policy, urn, `fault ${index}`, "advisory");
            return index % 4 === 2 ? unknown(policy, urn, "deferred") : passed(policy, urn);
        }),
    );
    return exampleReport({ policies, verdicts, deviations: [], settings: [], baseline: [] });
}
