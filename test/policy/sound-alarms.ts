/** The alarms that the pack requires, with a topic that reaches a person. */
import { needsOf } from "../../policies/aws/alarm-matrix";
import * as types from "../../policies/resource-types";
import { fixture } from "./case";
import { type Resource, UNKNOWN } from "./harness";

export const topic = fixture(types.topic, { kmsMasterKeyId: UNKNOWN });
export const subscription = fixture(types.topicSubscription, {}, { references: { topic: [topic()] } });
const metricAlarm = fixture(types.metricAlarm, { alarmActions: [UNKNOWN] });

/** An alarm on a metric of a resource. */
export function alarmOn(resource: Resource, metricName: string): Resource {
    return metricAlarm(
        { metricName },
        {
            name: `${resource.name}-${metricName}`,
            references: { dimensions: [resource], alarmActions: [topic()] },
        },
    );
}

/** An alarm on each thing that goes wrong with a resource, and a person who hears it. */
export function alarmsOn(resource: Resource): readonly Resource[] {
    const alarms = needsOf(resource).map(({ metrics: [metric] }) => alarmOn(resource, metric));
    return alarms.length === 0 ? [] : [...alarms, topic(), subscription()];
}
