/**
 * Auto Scaling as hosts and deployments use it: moto has no lifecycle actions and no instance refresh, and does not know the
 * lab's instances.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Operations.html
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { CloudEvent, CloudState } from "./protocol";

type Form = URLSearchParams;
type Instances = CloudState["instances"];

export class AutoScaling {
    /** Instances whose launching hook is complete. */
    private readonly inService = new Set<string>();

    constructor(
        private readonly state: () => CloudState,
        private readonly happened: (event: CloudEvent) => void,
    ) {}

    async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
        const form = new URLSearchParams(await text(incoming));
        const action = form.get("Action") ?? "";
        const result = this.results[action]?.(form);
        if (result === undefined) {
            const code = `<Code>InvalidAction</Code><Message>${action}</Message>`;
            outgoing.writeHead(400).end(`<ErrorResponse><Error>${code}</Error></ErrorResponse>`);
            return;
        }
        outgoing
            .writeHead(200, { "content-type": "text/xml" })
            .end(
                `<${action}Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/">` +
                    `<${action}Result>${result}</${action}Result></${action}Response>`,
            );
    }

    /** XML by action. */
    private readonly results: Readonly<Record<string, (form: Form) => string>> = {
        CompleteLifecycleAction: (form) => {
            const [hook = "", instance = ""] = [form.get("LifecycleHookName"), form.get("InstanceId")].map(
                (value) => value ?? "",
            );
            this.inService.add(instance);
            this.happened({ completed: { hook, instance } });
            return "";
        },
        SetInstanceHealth: (form) => {
            const status = form.get("HealthStatus") ?? "";
            this.happened({ reportedHealth: { status, instance: form.get("InstanceId") ?? "" } });
            return "";
        },
        DescribeAutoScalingGroups: (form) => {
            const names = [...form].filter(([key]) => key.startsWith("AutoScalingGroupNames.member."));
            const groups = names.map(([, name]) => this.group(name)).join("");
            return `<AutoScalingGroups>${groups}</AutoScalingGroups>`;
        },
        DescribeInstanceRefreshes: () => "<InstanceRefreshes/>",
    };

    private group(name: string): string {
        const members = Object.values(this.state().instances)
            .filter(({ group }) => group === name)
            .map(
                (instance) =>
                    `<member><InstanceId>${instance.id}</InstanceId>` +
                    `<LifecycleState>${this.lifecycleState(instance)}</LifecycleState></member>`,
            );
        return `<member><AutoScalingGroupName>${name}</AutoScalingGroupName><Instances>${members.join("")}</Instances></member>`;
    }

    private lifecycleState({ id, targetLifecycleState }: Instances[string]): string {
        if (targetLifecycleState !== "InService") return "Terminating:Wait";
        return this.inService.has(id) ? "InService" : "Pending:Wait";
    }
}
