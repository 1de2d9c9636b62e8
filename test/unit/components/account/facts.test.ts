/** The whole program on an account of the first day, and on the same account after AWS has granted what was asked for. */
import * as pulumi from "@pulumi/pulumi";
import { grantEverything, openNewAccount } from "../../../../simulator/account-new";
import { provision } from "../../../../evidence/plan";

const REGION = "eu-central-1";

const onNewAccount =
    (...steps: ((account: string) => void)[]) =>
    (account: string): void => {
        openNewAccount(account, REGION, "hrms.example.com");
        steps.forEach((step) => {
            step(account);
        });
    };

test("a new account is told everything that is missing in one message, before anything exists", async () => {
    await expect(provision("prod", { prepare: onNewAccount() })).rejects.toThrow(
        [
            "Account 123456789012 cannot hold the stack prod yet: 4 errors. Nothing was changed.",
            "  EC2 allows 5 vCPUs at a time in eu-central-1, but the stack needs 6 to start and grows to 24.",
            "    Fix: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-1216C47A --desired-value 24 --region eu-central-1",
            '  hrms:guardDuty is "here", but GuardDuty is on in eu-central-1 already, and AWS rejects a second one.',
            "    For example: pulumi config set hrms:guardDuty 'elsewhere: the security team runs it', or take it over: docs/runbook/updates.md#a-detection-service-exists-already",
            '  hrms:securityHub is "here", but Security Hub is on in eu-central-1 already, and AWS rejects a second one.',
            "    For example: pulumi config set hrms:securityHub 'elsewhere: the security team runs it', or take it over: docs/runbook/updates.md#a-detection-service-exists-already",
            '  hrms:awsConfig is "here", but the account lacks AWS Config\'s role AWSServiceRoleForConfig, which it has once for all stacks.',
            "    Fix: aws iam create-service-linked-role --aws-service-name config.amazonaws.com",
        ].join("\n"),
    );
});

test("a starter stack starts with a new account's five vCPUs, and is warned of rollouts and growth", async () => {
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue(undefined);
    const elsewhere = "elsewhere: the security team runs it";
    const stack = await provision("starter", {
        prepare: onNewAccount(),
        config: {
            "hrms:awsConfig": elsewhere,
            "hrms:guardDuty": elsewhere,
            "hrms:securityHub": elsewhere,
        },
    });
    stack.remove();
    const said = warn.mock.calls.map(([message]) => message).filter((message) => message.includes("vCPUs"));
    warn.mockRestore();
    expect(said).toEqual([
        "EC2 allows 5 vCPUs at a time in eu-central-1, which is enough to start with 4. " +
            "A rollout takes 6, so the first changed host fails. The stack grows to 8, and hosts above 5 never start.\n" +
            "  Fix: aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-1216C47A --desired-value 8 --region eu-central-1",
    ]);
});

test("once granted, the stack is provisioned over a former certificate's record, and its own services are no leftovers", async () => {
    const granted = onNewAccount((account) => {
        grantEverything(account, REGION);
    });
    const stack = await provision("prod", { prepare: granted });
    try {
        const { steps, faults } = await stack.preview();
        expect({ steps, faults }).toEqual({ steps: [], faults: [] });
    } finally {
        stack.remove();
    }
});
