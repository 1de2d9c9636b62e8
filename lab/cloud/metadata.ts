/** EC2's metadata service, version 2 only: the parts that cloud-init and the AWS CLI use. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { Instance } from "./protocol";

const TOKEN = "AQAAA-metadata-token";

/** A folder of the service: values and folders by name. */
interface Folder {
    readonly [name: string]: string | Folder;
}

function metaData(address: string, { id, targetLifecycleState }: Instance, region: string): Folder {
    const hour = 3_600_000;
    const credentials = {
        Code: "Success",
        Type: "AWS-HMAC",
        AccessKeyId: "ASIATESTTESTTESTTEST",
        SecretAccessKey: "canary-role-key",
        Token: "canary-role-token",
        LastUpdated: new Date().toISOString(),
        Expiration: new Date(Date.now() + 6 * hour).toISOString(),
    };
    const name = `ip-${address.replaceAll(".", "-")}.${region}.compute.internal`;
    return {
        "ami-id": "ami-0123456789abcdef0",
        "instance-id": id,
        "instance-type": "m7g.large",
        "local-ipv4": address,
        hostname: name,
        "local-hostname": name,
        placement: { "availability-zone": `${region}a`, region },
        autoscaling: { "target-lifecycle-state": targetLifecycleState },
        iam: { "security-credentials": { "hrms-role": JSON.stringify(credentials) } },
    };
}

/** cloud-init sends no token if the firmware does not say that it runs on EC2, and a container has no firmware. */
const isCloudInit = ({ headers }: IncomingMessage): boolean =>
    headers["user-agent"]?.startsWith("Cloud-Init/") ?? false;

export function metadataService(instances: () => Readonly<Record<string, Instance>>, region: string): Server {
    return createServer((request, response) => {
        const address = (request.socket.remoteAddress ?? "").replace("::ffff:", "");
        const instance = instances()[address];
        const answer = (status: number, text: string): void => {
            response.writeHead(status, { "content-type": "text/plain" }).end(text);
        };
        const [, version, ...path] = (request.url ?? "").split("/");
        if (instance === undefined || version === undefined) {
            answer(404, "");
        } else if (request.method === "PUT") {
            response.setHeader("x-aws-ec2-metadata-token-ttl-seconds", "21600");
            answer(200, TOKEN);
        } else if (request.headers["x-aws-ec2-metadata-token"] !== TOKEN && !isCloudInit(request)) {
            answer(401, "");
        } else {
            const document = { instanceId: instance.id, region, availabilityZone: `${region}a` };
            const tree: Folder = {
                "meta-data": metaData(address, instance, region),
                "user-data": instance.userData,
                dynamic: { "instance-identity": { document: JSON.stringify(document) } },
            };
            const found = path
                .filter(Boolean)
                .reduce<string | Folder | undefined>(
                    (folder, name) => (typeof folder === "object" ? folder[name] : undefined),
                    tree,
                );
            if (typeof found === "object") {
                const lines = Object.entries(found).map(([name, value]) =>
                    typeof value === "object" ? `${name}/` : name,
                );
                answer(200, lines.join("\n"));
            } else {
                answer(found === undefined ? 404 : 200, found ?? "");
            }
        }
    });
}
