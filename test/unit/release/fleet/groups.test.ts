import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { hostsOf, refreshesUnderWay } from "../../../../release/fleet/groups";
import { AutoScalingApi, GROUP } from "../../components/auto-scaling-api";

let aws: AutoScalingApi;
let client: AutoScalingClient;

beforeEach(async () => {
    aws = new AutoScalingApi();
    client = new AutoScalingClient({
        region: "eu-central-1",
        endpoint: await aws.listen(),
        credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "none" },
    });
});

afterEach(async () => {
    await aws.close();
});

test("hosts are those of the groups, by what their states mean", async () => {
    const states = {
        InService: "serving",
        Pending: "starting",
        "Pending:Wait": "starting",
        "Terminating:Wait": "leaving",
        Terminated: "leaving",
        Detaching: "leaving",
    };
    aws.lifecycle = Object.keys(states);
    aws.hostVersions = aws.lifecycle.map(() => "7");
    const hosts = await hostsOf({ web: GROUP }, client);
    expect(hosts).toEqual(
        Object.values(states).map((state, index) => ({ id: `i-${index}`, role: "web", state })),
    );
});

test("a host in standby stops everything, because it would come back with its old release", async () => {
    aws.lifecycle = ["InService", "Standby"];
    await expect(hostsOf({ web: GROUP }, client)).rejects.toThrow(
        /i-1 in hrms-prod-web is in the state Standby[^]*exit-standby --auto-scaling-group-name hrms-prod-web --instance-ids i-1/,
    );
});

test("a group that is not there is a fault", async () => {
    await expect(hostsOf({ web: "hrms-test-web" }, client)).rejects.toThrow(
        /no Auto Scaling Group hrms-test-web/,
    );
});

test.each([
    ["InProgress", [GROUP]],
    ["Pending", [GROUP]],
    ["Baking", [GROUP]],
    ["RollbackInProgress", [GROUP]],
    ["Cancelling", [GROUP]],
    ["Successful", []],
    ["RollbackSuccessful", []],
    ["Cancelled", []],
])("a refresh that is %s concerns %j", async (status, groups) => {
    aws.underWay("8", status);
    await expect(refreshesUnderWay({ web: GROUP }, client)).resolves.toEqual(groups);
});
