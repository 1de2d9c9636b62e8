/**
 * The part of the Auto Scaling and CloudWatch APIs that a rollout calls, over HTTP, with AWS's refusals. moto knows no
 * instance refresh. https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_StartInstanceRefresh.html
 */
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { loopback, type Loopback } from "../../support/loopback";

export const TEMPLATE = "lt-0123456789abcdef0";
export const GROUP = "hrms-prod-web";

interface Refresh {
    readonly id: string;
    readonly version: string;
    readonly template: string;
    status: string;
    reason?: string;
}

/** A status that a refresh takes on, one for each time it is looked at, and why. */
export type Step = readonly [status: string, reason?: string];

const ENDED = ["Successful", "Failed", "Cancelled", "RollbackSuccessful", "RollbackFailed"];
const PATH_TO_SUCCESS: readonly Step[] = [["Pending"], ["InProgress"], ["Baking"], ["Successful"]];

class Refusal extends Error {
    constructor(
        readonly code: string,
        message: string,
    ) {
        super(message);
    }
}

type Parameters = Readonly<Record<string, string>>;

/** One group of two hosts on version 7. */
export class AutoScalingApi {
    groupVersion = "7";
    hostVersions = ["7", "7"];
    lifecycle = ["InService", "InService"];
    refreshes: Refresh[] = [];
    path: readonly Step[] = PATH_TO_SUCCESS;
    alarmsOn: string[] = [];
    /** Parameters of each StartInstanceRefresh that was accepted. */
    readonly started: Parameters[] = [];
    /** Region and service that each call was signed for. */
    readonly scopes = new Set<string>();
    private server: Loopback | undefined;

    async listen(): Promise<string> {
        this.server = await loopback((request, response) => {
            void this.answer(request).then(([status, body]) => response.writeHead(status).end(body));
        });
        return `http://${this.server.host}`;
    }

    async close(): Promise<void> {
        await this.server?.close();
    }

    /** As if someone had started it before. */
    underWay(version: string, status = "InProgress", template = TEMPLATE): void {
        this.refreshes.unshift({ id: `earlier-${version}`, version, template, status });
    }

    private async answer(request: IncomingMessage): Promise<[number, string]> {
        const scope = /Credential=[^/]+\/\d+\/([^,]+)\/aws4_request/.exec(
            request.headers.authorization ?? "",
        );
        this.scopes.add(scope?.[1] ?? "unsigned");
        const body = await text(request);
        if (request.headers["x-amz-target"] !== undefined) {
            return this.describeAlarms(String(request.headers["x-amz-target"]), body);
        }
        const parameters = Object.fromEntries(new URLSearchParams(body));
        const action = parameters.Action ?? "";
        try {
            const result = toXml(this.act(action, parameters));
            return [
                200,
                `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
            ];
        } catch (error) {
            const { code, message } = error as Refusal;
            return [
                400,
                `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
            ];
        }
    }

    private describeAlarms(target: string, body: string): [number, string] {
        if (!target.endsWith(".DescribeAlarms")) {
            return [400, '{"__type":"InvalidAction"}'];
        }
        const { AlarmNames } = JSON.parse(body) as { AlarmNames: string[] };
        const MetricAlarms = AlarmNames.map((AlarmName) => ({
            AlarmName,
            StateValue: this.alarmsOn.includes(AlarmName) ? "ALARM" : "OK",
        }));
        return [200, JSON.stringify({ MetricAlarms })];
    }

    private act(action: string, parameters: Parameters): object {
        switch (action) {
            case "DescribeAutoScalingGroups":
                return this.describeGroups(parameters);
            case "DescribeInstanceRefreshes":
                return this.describeRefreshes(parameters);
            case "StartInstanceRefresh":
                return this.start(parameters);
            default:
                throw new Refusal("InvalidAction", `Could not find operation ${action}`);
        }
    }

    private describeGroups(parameters: Parameters): object {
        const template = (Version: string) => ({ LaunchTemplateId: TEMPLATE, Version });
        const Instances = this.hostVersions.map((version, index) => ({
            InstanceId: `i-${index}`,
            LifecycleState: this.lifecycle[index] ?? "InService",
            LaunchTemplate: template(version),
        }));
        const group = {
            AutoScalingGroupName: GROUP,
            LaunchTemplate: template(this.groupVersion),
            Instances,
        };
        const asked = parameters["AutoScalingGroupNames.member.1"];
        return { AutoScalingGroups: asked === GROUP ? [group] : [] };
    }

    private describeRefreshes(parameters: Parameters): object {
        const id = parameters["InstanceRefreshIds.member.1"];
        const found = this.refreshes.filter((refresh) => id === undefined || refresh.id === id);
        if (id !== undefined) {
            found.forEach((refresh) => {
                this.advance(refresh);
            });
        }
        const InstanceRefreshes = found.map((refresh) => ({
            InstanceRefreshId: refresh.id,
            Status: refresh.status,
            ...(refresh.reason && { StatusReason: refresh.reason }),
            PercentageComplete: refresh.status === "Successful" ? 100 : 50,
            InstancesToUpdate: refresh.status === "Successful" ? 0 : 1,
            DesiredConfiguration: {
                LaunchTemplate: { LaunchTemplateId: refresh.template, Version: refresh.version },
            },
        }));
        return { InstanceRefreshes };
    }

    private advance(refresh: Refresh): void {
        const [[status, reason] = ["Successful"], ...rest] = this.path;
        this.path = rest;
        Object.assign(refresh, { status, reason });
        if (status === "Successful") {
            this.groupVersion = refresh.version;
            this.hostVersions = this.hostVersions.map(() => refresh.version);
        }
    }

    private start(parameters: Parameters): object {
        const preference = (name: string): string | undefined => parameters[`Preferences.${name}`];
        const desired = (name: string) => parameters[`DesiredConfiguration.LaunchTemplate.${name}`] ?? "";
        if (this.refreshes.some(({ status }) => !ENDED.includes(status))) {
            throw new Refusal("InstanceRefreshInProgress", "An Instance Refresh is already in progress");
        }
        if (preference("AutoRollback") === "true" && !/^\d+$/.test(desired("Version"))) {
            throw new Refusal("ValidationError", "AutoRollback requires a numbered desired configuration");
        }
        const [least, most] = [preference("MinHealthyPercentage"), preference("MaxHealthyPercentage")];
        if (Number(most) < 100 || Number(most) - Number(least) > 100) {
            throw new Refusal("ValidationError", "MaxHealthyPercentage is out of range");
        }
        if (preference("AlarmSpecification.Alarms.member.11") !== undefined) {
            throw new Refusal("ValidationError", "At most 10 alarms");
        }
        this.started.push(parameters);
        const id = `refresh-${this.started.length}`;
        const [version, template] = [desired("Version"), desired("LaunchTemplateId")];
        this.refreshes.unshift({ id, version, template, status: "Pending" });
        return { InstanceRefreshId: id };
    }
}

/** As the query protocol writes it: a list is made of members. */
function toXml(value: unknown): string {
    if (Array.isArray(value)) {
        return value.map((member) => `<member>${toXml(member)}</member>`).join("");
    }
    if (typeof value === "object" && value !== null) {
        return Object.entries(value)
            .map(([name, inner]) => `<${name}>${toXml(inner)}</${name}>`)
            .join("");
    }
    return String(value);
}
