import { changedSettings } from "../../../../policies/report/changed-settings";
import { readStackSettings } from "../../../../policies/stack-settings";
import { allPolicies } from "../../../../policies/all-policies";

const changed = (yaml: string) => changedSettings(allPolicies, readStackSettings(yaml, allPolicies));

test("a value is shown with its default, and a level with the policy's own", () => {
    expect(changed("database-backup-retention: { days: 21 }")).toEqual([
        { policy: "database-backup-retention", setting: "days", default: "14", value: "21" },
    ]);
    expect(changed("security-group-rule-described: mandatory")).toEqual([
        {
            policy: "security-group-rule-described",
            setting: "level",
            default: "advisory",
            value: "mandatory",
        },
    ]);
});

test("what is set to its default is no change", () => {
    expect(changed("database-backup-retention: { enforcementLevel: mandatory, days: 14 }")).toEqual([]);
    expect(changed("database-backup-retention: mandatory")).toEqual([]);
    expect(changed("")).toEqual([]);
});
