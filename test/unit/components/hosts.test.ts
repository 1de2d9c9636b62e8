import * as aws from "@pulumi/aws";
import { unzipSync } from "fflate";
import { AMI, hosts, IMAGES, subnets, withoutWorkers } from "./hosts-fixture";

test("hosts serve from the private subnets, without a public address", async () => {
    const stack = await hosts();
    expect(stack.one(aws.autoscaling.Group, "hosts-web").inputs.vpcZoneIdentifiers).toEqual(subnets);
    expect(stack.one(aws.ec2.LaunchTemplate, "hosts-web").inputs.networkInterfaces).toEqual([
        {
            deviceIndex: 0,
            associatePublicIpAddress: "false",
            deleteOnTermination: "true",
            securityGroups: ["sg-web"],
        },
    ]);
});

test("metadata is answered to tokens only, and over one hop", async () => {
    const { inputs } = (await hosts()).one(aws.ec2.LaunchTemplate, "hosts-worker");
    expect(inputs.metadataOptions).toEqual({
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "enabled",
    });
});

test("the root disk is encrypted with the key of the files and as large as the setting", async () => {
    const { inputs } = (await hosts({ rootVolumeGib: 64 })).one(aws.ec2.LaunchTemplate, "hosts-web");
    expect(inputs.blockDeviceMappings).toEqual([
        {
            deviceName: "/dev/xvda",
            ebs: {
                volumeType: "gp3",
                volumeSize: 64,
                encrypted: "true",
                kmsKeyId: "arn:key/files",
                deleteOnTermination: "true",
            },
        },
    ]);
});

test.each([
    [undefined, AMI],
    ["ami-0123456789abcdef0", "ami-0123456789abcdef0"],
])("with amiId %s hosts start from %s", async (amiId, imageId) => {
    const template = (await hosts({ amiId })).one(aws.ec2.LaunchTemplate, "hosts-web");
    expect(template.inputs.imageId).toBe(imageId);
    expect(template.secretInputs).toEqual([]);
});

test.each([
    ["arm64", "m7g.large"],
    ["x86_64", "m7i.large"],
])(
    "the tag of an %s template names the parameter that its image was read from",
    async (architecture, type) => {
        const settings = { architecture, webInstanceType: type, workerInstanceType: type };
        const { imageId, tags } = (await hosts(settings)).one(aws.ec2.LaunchTemplate, "hosts-web").inputs;
        expect(tags).toEqual({ ImageParameter: expect.any(String) as string });
        expect(IMAGES[tags?.ImageParameter ?? ""]).toBe(imageId);
    },
);

test("an image that a team sets is read from no parameter", async () => {
    const { inputs } = (await hosts({ amiId: "ami-0123456789abcdef0" })).one(
        aws.ec2.LaunchTemplate,
        "hosts-web",
    );
    expect(inputs.tags).toBeUndefined();
});

test("only burstable types have credits, and those never run out", async () => {
    const credits = async (type: string) =>
        (await hosts({ webInstanceType: type })).one(aws.ec2.LaunchTemplate, "hosts-web").inputs
            .creditSpecification;
    expect(await credits("t4g.medium")).toEqual({ cpuCredits: "unlimited" });
    expect(await credits("m7g.large")).toBeUndefined();
});

test("user data names the uploaded bundle and its checksum, and the bundle outlives its template", async () => {
    const stack = await hosts();
    const userData = Buffer.from(
        String(stack.one(aws.ec2.LaunchTemplate, "hosts-web").inputs.userData),
        "base64",
    ).toString();
    const bundle = stack.one(aws.s3.BucketObjectv2, "hosts-web-bundle");
    const sha256 = /-([0-9a-f]{64})\.zip$/.exec(String(bundle.inputs.key))?.[1] ?? "";
    expect(userData).toContain(`s3://releases/hosts/web-${sha256}.zip`);
    expect(userData).toContain(`"${sha256}  $archive" | sha256sum --check`);
    expect(bundle.retainOnDelete).toBe(true);
    const files = unzipSync(Buffer.from(String(bundle.inputs.contentBase64), "base64"));
    expect(Object.keys(files)).toEqual(
        expect.arrayContaining(["opt/hrms/bin/setup", "etc/nginx/hrms/hrms.conf"]),
    );
});

test("a group starts with a numbered version, and later ones come by a refresh alone", async () => {
    const group = (await hosts()).one(aws.autoscaling.Group, "hosts-web");
    expect(group.inputs.launchTemplate).toEqual({ id: "hosts-web-id", version: "7" });
    expect(group.ignoreChanges).toEqual(["launchTemplate.version"]);
    expect(group.inputs).not.toHaveProperty("instanceRefresh");
    expect(group.inputs).not.toHaveProperty("desiredCapacity");
});

test("web hosts are judged by the load balancer, worker hosts by EC2", async () => {
    const stack = await hosts();
    const judged = ["web", "worker"].map((role) => {
        const { inputs } = stack.one(aws.autoscaling.Group, `hosts-${role}`);
        return [inputs.healthCheckType, inputs.targetGroupArns];
    });
    expect(judged).toEqual([
        ["ELB", ["arn:target-group"]],
        ["EC2", []],
    ]);
});

test("a host joins when it is set up, leaves when it is done, and is replaced by a fresh one in time", async () => {
    const stack = await hosts({ maxHostLifetimeDays: 14 });
    const group = stack.one(aws.autoscaling.Group, "hosts-web").inputs;
    expect(group.initialLifecycleHooks).toEqual([
        {
            name: "set-up",
            lifecycleTransition: "autoscaling:EC2_INSTANCE_LAUNCHING",
            heartbeatTimeout: 900,
            defaultResult: "ABANDON",
        },
    ]);
    expect(stack.one(aws.autoscaling.LifecycleHook, "hosts-web-drain").inputs).toMatchObject({
        name: "drain",
        autoscalingGroupName: "hrms-prod-web",
        lifecycleTransition: "autoscaling:EC2_INSTANCE_TERMINATING",
        defaultResult: "CONTINUE",
    });
    expect(group.maxInstanceLifetime).toBe(14 * 86_400);
    expect(group.instanceMaintenancePolicy).toEqual({ minHealthyPercentage: 100, maxHealthyPercentage: 110 });
});

test("a host that leaves has time for its longest task", async () => {
    const heartbeat = async (taskSeconds: number) =>
        (await hosts({ taskSeconds })).one(aws.autoscaling.LifecycleHook, "hosts-worker-drain").inputs
            .heartbeatTimeout;
    expect([await heartbeat(300), await heartbeat(1800)]).toEqual([420, 1920]);
});

test("a group starts hosts by the one role that the key of their disks admits", async () => {
    const groups = (await hosts()).all(aws.autoscaling.Group);
    expect(groups.map(({ inputs }) => inputs.serviceLinkedRoleArn)).toEqual([
        "arn:role/auto-scaling",
        "arn:role/auto-scaling",
    ]);
});

test("hosts, their disks and their groups carry the tags that the provider does not give them", async () => {
    const stack = await hosts();
    const tags = {
        Application: "hrms",
        Stack: "prod",
        Owner: "people-systems",
        DataClass: "confidential",
        ManagedBy: "pulumi",
        Name: "hrms-prod-worker",
        Role: "worker",
    };
    const template = stack.one(aws.ec2.LaunchTemplate, "hosts-worker").inputs;
    expect(template.tagSpecifications).toEqual(
        ["instance", "volume", "network-interface"].map((resourceType) => ({
            resourceType,
            tags:
                resourceType === "instance"
                    ? {
                          ...tags,
                          AvailabilityZones: "3",
                          EnvironmentVersion: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
                      }
                    : tags,
        })),
    );
    expect(stack.one(aws.autoscaling.Group, "hosts-worker").inputs.tags).toEqual(
        expect.arrayContaining(
            Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
        ),
    );
});

test("the first hosts find permissions, secrets, users of the database, a way out and the load balancer", async () => {
    const stack = await hosts();
    const group = stack.one(aws.autoscaling.Group, "hosts-web");
    const awaited = [
        stack.one(aws.iam.RolePolicy, "hosts-web"),
        stack.one(aws.ssm.Parameter, "hosts-environment"),
        stack.one(aws.ssm.Parameter, "hosts-release"),
        ...["network", "secrets", "edge", "database"].map((name) =>
            stack.one(aws.sns.Topic, `${name}-child`),
        ),
    ];
    expect(group.dependencies).toEqual(expect.arrayContaining(awaited.map(({ urn }) => urn)));
});

test("web hosts scale by load and requests, worker hosts by load and waiting tasks", async () => {
    const stack = await hosts({ workerInstanceType: "c7g.xlarge" });
    const target = (name: string) =>
        stack.one(aws.autoscaling.Policy, name).inputs.targetTrackingConfiguration;
    expect(target("hosts-web-cpu")?.targetValue).toBe(60);
    expect(target("hosts-web-requests")).toEqual({
        predefinedMetricSpecification: {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: "app/hrms/0123456789abcdef/targetgroup/hrms/0123456789abcdef",
        },
        targetValue: 1440,
    });
    const queue = target("hosts-worker-queue");
    expect(queue?.targetValue).toBe(48);
    const metrics = queue?.customizedMetricSpecification?.metrics ?? [];
    expect(metrics.map(({ id, returnData }) => [id, returnData])).toEqual([
        ["waiting", false],
        ["hosts", false],
        ["waitingForEach", true],
    ]);
    // As hrms_host/queue_length.py puts it.
    expect(metrics[0]?.metricStat?.metric).toEqual({
        namespace: "HRMS",
        metricName: "QueueLength",
        dimensions: [{ name: "Stack", value: "prod" }],
    });
});

test.each([
    [["djangoQ"], true],
    [["huey", "rq"], true],
    // One host takes Huey's tasks, and a scheduler has no queue: more hosts would do nothing.
    [["huey"], false],
    [["scheduler"], false],
])("worker hosts of %s scale by the queue: %s", async (backgroundTasks, scale) => {
    const policies = (await hosts({ backgroundTasks })).all(aws.autoscaling.Policy).map(({ name }) => name);
    expect(policies.includes("hosts-worker-queue")).toBe(scale);
});

test("without worker hosts there is one group, and the web hosts work off the queue", async () => {
    const stack = await hosts(withoutWorkers);
    expect(stack.all(aws.autoscaling.Group).map(({ name }) => name)).toEqual(["hosts-web"]);
    expect(stack.result.groups.worker).toBeUndefined();
});

test.each([
    // Two processes for each of two vCPUs, and three others.
    ["web", "m7g.large", "7"],
    // A process for each of four vCPUs, and three others.
    ["worker", "m7g.xlarge", "7"],
])("the group of %s hosts on %s tells how many connections one opens", async (role, type, connections) => {
    const stack = await hosts({ [`${role}InstanceType`]: type });
    expect(stack.one(aws.autoscaling.Group, `hosts-${role}`).inputs.tags).toContainEqual({
        key: "hrms:database-connections-per-host",
        value: connections,
        propagateAtLaunch: false,
    });
});

test("administrators' key is imported only where it is set", async () => {
    const sshPublicKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} admin@example.com`;
    const open = await hosts({ adminCidrs: ["203.0.113.0/24"], sshPublicKey });
    expect(open.one(aws.ec2.KeyPair).inputs.publicKey).toBe(sshPublicKey);
    const closed = await hosts();
    expect(closed.all(aws.ec2.KeyPair)).toEqual([]);
    expect(closed.one(aws.ec2.LaunchTemplate, "hosts-web").inputs.keyName).toBeUndefined();
});

test("the environment is a plain parameter with names of secrets and the places of services", async () => {
    const { inputs, secretInputs } = (await hosts()).one(aws.ssm.Parameter, "hosts-environment");
    expect(inputs).toMatchObject({ name: "/hrms/prod/environment", type: "String" });
    expect(secretInputs).toEqual([]);
    const { variables, secrets } = JSON.parse(String(inputs.insecureValue)) as Record<
        string,
        Record<string, string>
    >;
    expect(variables).toMatchObject({
        DB_HOST: "db.internal",
        DB_PORT: "3306",
        QUEUE_HOST: "queue.internal",
    });
    expect(secrets).toEqual({
        secretKey: "arn:secret/secretKey",
        databaseApp: "arn:secret/databaseApp",
        cacheAuth: "arn:secret/cacheAuth",
    });
});

test("the release of hosts is a parameter that begins empty and that only deployments change, whatever hrms:release says", async () => {
    const parameter = (await hosts({ release: "5e".repeat(32) })).one(aws.ssm.Parameter, "hosts-release");
    expect(parameter.inputs).toMatchObject({
        name: "/hrms/prod/release",
        type: "String",
        insecureValue: '{"release":null,"previous":null}',
    });
    expect(parameter.ignoreChanges).toEqual(["insecureValue"]);
});

test("the environment names the key that signs releases", async () => {
    const { inputs } = (await hosts({ releaseKey: "MFkw" })).one(aws.ssm.Parameter, "hosts-environment");
    expect(JSON.parse(String(inputs.insecureValue))).toMatchObject({
        variables: { HRMS_RELEASE_KEY: "MFkw", HRMS_MIGRATOR_ARN: "arn:secret/databaseMigrator" },
    });
});

test("a session's words go to an encrypted log", async () => {
    const stack = await hosts();
    const { inputs } = stack.one(aws.ssm.Document);
    expect(inputs).toMatchObject({ name: "hrms-prod-shell", documentType: "Session" });
    const content = JSON.parse(inputs.content) as { inputs: Record<string, unknown> };
    expect(content.inputs).toMatchObject({
        cloudWatchLogGroupName: "/hrms/prod/system",
        cloudWatchEncryptionEnabled: true,
    });
    expect(stack.one(aws.cloudwatch.LogGroup, "hosts-system").inputs).toMatchObject({
        kmsKeyId: "arn:key/logs",
        retentionInDays: 365,
    });
});
