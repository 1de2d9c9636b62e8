/** Replaces `simulator/registry.ts`: accepts a type that the simulator does not know, with the program's inputs. */
import * as known from "../../../../simulator/registry";
import type { DataSource, PlannedResource, ResourceType } from "../../../../simulator/resource-type";
import { DATA_SOURCES } from "./data-sources";
import { OUTPUTS } from "./outputs";
import { sdkType } from "./sdk";

/** Refusals that apply only to the project's own program, such as those of images. */
const TOO_NARROW = [
    "instance-image-missing",
    "launch-template-image-missing",
    // The simulator does not know the `alb` types, which are the same as the `lb` types.
    "autoscaling-group-target-missing",
    // It also does not know load balancers that Beanstalk creates.
    "waf-association-target-missing",
    "listener-balancer-missing",
];

export const { generalRefusals } = known;

export function findType(token: string): ResourceType {
    const type = known.resourceTypes.find((one) => one.token === token);
    if (!type) return assumed(token);
    return {
        ...type,
        refusals: type.refusals?.filter(({ id }) => !TOO_NARROW.includes(id)),
        create: (resource) => {
            const { id, outputs } = type.create(resource);
            return { id, outputs: { ...outputs, ...OUTPUTS[token]?.(resource) } };
        },
    };
}

/** @throws Error if neither the simulator nor the table of this folder has it */
export function findDataSource(token: string): DataSource {
    const read = DATA_SOURCES[token];
    return read ? { token, read } : known.findDataSource(token);
}

/** Echoes inputs. Values that only AWS can give come from the table of outputs, or else from the property's name. */
function assumed(token: string): ResourceType {
    return {
        token,
        replaceOn: [],
        create: (resource) => {
            const own = OUTPUTS[token]?.(resource) ?? {};
            const outputs = Object.fromEntries(
                sdkType(token).outputs.flatMap((name) => {
                    const value = name in own ? own[name] : valueByName(name, resource);
                    return value === undefined || name in resource.inputs ? [] : [[name, value]];
                }),
            );
            return { id: typeof own.id === "string" ? own.id : idOf(resource), outputs };
        },
    };
}

const idOf = ({ name, hex }: PlannedResource): string => `${name}-${hex(8)}`;

function valueByName(property: string, resource: PlannedResource): string | undefined {
    const [, module = ""] = resource.token.split(":");
    const [service = "", kind = ""] = module.split("/");
    if (/arn$/i.test(property)) return resource.arn(service, `${kind}/${idOf(resource)}`);
    if (/(Id|^name)$/.test(property)) return idOf(resource);
    if (/(endpoint|dnsName|domainName|address|url|uri)$/i.test(property)) {
        return `${idOf(resource)}.${service}.${resource.region}.amazonaws.com`.toLowerCase();
    }
    return undefined;
}
