/** The whole program in an account on its first day. */
import { grant, whatIsMissing } from "../../../commands/demo/new-account";
import type { SimulatedStack } from "../../../simulator/stack";
import { errors, openStack } from "./open";

let stack: SimulatedStack;

beforeAll(async () => {
    stack = await openStack("prod");
});

afterAll(() => {
    stack.remove();
});

test("a preview reports everything that is missing, with a fix for each, and the next preview passes once it is granted", async () => {
    const [head = "", ...lines] = (await whatIsMissing(stack)).split("\n");
    expect(head).toMatch(/^Account \d{12} cannot hold the stack prod yet: 4 errors\. Nothing was changed\.$/);
    const [faults, fixes] = [
        lines.filter((line) => /^ {2}\S/.test(line)),
        lines.filter((line) => /^ {4}\S/.test(line)),
    ];
    expect(faults.map((line) => /vCPUs|GuardDuty|Security Hub|AWS Config/.exec(line)?.[0])).toEqual([
        "vCPUs",
        "GuardDuty",
        "Security Hub",
        "AWS Config",
    ]);
    expect(
        fixes.map(
            (line) =>
                /^ {4}(Fix|For example): (aws service-quotas|pulumi config set|aws iam)/.exec(line)?.[2],
        ),
    ).toEqual(["aws service-quotas", "pulumi config set", "pulumi config set", "aws iam"]);
    grant(stack);
    const preview = await stack.pulumi(["preview"]);
    expect({ code: preview.code, errors: errors(preview.events) }).toEqual({ code: 0, errors: [] });
});
