import { alarmName, CONCERNS, type Alarm, type Metric } from "./alarm";

/** A metric to look at that no alarm watches. */
export interface Graph {
    readonly title: string;
    /** Name, statistic and dimensions, resolved. */
    readonly metrics: readonly ResolvedMetric[];
}

export type ResolvedMetric = Omit<Metric, "dimensions" | "statistic"> & {
    readonly statistic: Metric["statistic"] | `p${number}`;
    readonly dimensions: Readonly<Record<string, string>>;
};

/** An alarm of the table with its ARN. */
export type ShownAlarm = Pick<Alarm, "name" | "concern" | "why" | "runbook" | "region"> & {
    readonly arn: string;
};

interface Widget {
    readonly type: "alarm" | "metric" | "text";
    readonly width: number;
    readonly height: number;
    readonly properties: Readonly<Record<string, unknown>>;
}

const ROW_WIDTH = 24;
const ACROSS = { width: ROW_WIDTH };
const GRAPH = { width: 8, height: 6 };

/**
 * The dashboard of a stack, made from its alarm table: first the current alarms and the traffic, then each section with the
 * meaning of its alarms, and each alarm's metric with its threshold.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(
    stack: string,
    region: string,
    alarms: readonly ShownAlarm[],
    graphs: readonly Graph[],
): { widgets: object[] } {
    const concerns = CONCERNS.filter((concern) => alarms.some((alarm) => alarm.concern === concern));
    return {
        widgets: place([
            {
                type: "alarm",
                ...ACROSS,
                height: 6,
                properties: { title: `HRMS ${stack}`, alarms: arnsOf(alarms) },
            },
            ...graphs.map((graph) => graphWidget(graph, region)),
            ...concerns.flatMap((concern) => {
                const own = alarms.filter((alarm) => alarm.concern === concern);
                return [headerWidget(concern, own), ...own.map((alarm) => alarmWidget(alarm, stack, region))];
            }),
        ]),
    };
}

/** CloudWatch shows at most 100 alarms in one widget. */
const arnsOf = (alarms: readonly ShownAlarm[]): string[] => alarms.map(({ arn }) => arn).slice(0, 100);

function graphWidget({ title, metrics }: Graph, region: string): Widget {
    const lines = metrics.map(({ namespace, name, statistic, dimensions }) => [
        namespace,
        name,
        ...Object.entries(dimensions).flat(),
        { stat: statistic, label: statistic === "Sum" ? name : `${name} ${statistic}` },
    ]);
    return {
        type: "metric",
        ...GRAPH,
        properties: { title, region, view: "timeSeries", stacked: false, period: 300, metrics: lines },
    };
}

function headerWidget(concern: string, alarms: readonly ShownAlarm[]): Widget {
    const runbooks = [...new Set(alarms.map(({ runbook }) => runbook))].map((anchor) => `\`#${anchor}\``);
    return {
        type: "text",
        ...ACROSS,
        height: 2,
        properties: { markdown: `## ${concern}\nWhat to do: docs/runbook/alarms.md ${runbooks.join(", ")}` },
    };
}

/** An alarm's own widget draws its metric and its threshold, so that neither is said twice. */
const alarmWidget = ({ name, arn, region }: ShownAlarm, stack: string, home: string): Widget => ({
    type: "metric",
    ...GRAPH,
    properties: {
        title: alarmName(stack, name),
        region: region ?? home,
        view: "timeSeries",
        stacked: false,
        annotations: { alarms: [arn] },
    },
});

/** Places the widgets from left to right. A widget that does not fit starts a new row. */
function place(widgets: readonly Widget[]): object[] {
    let x = 0;
    let y = 0;
    let rowHeight = 0;
    return widgets.map((widget) => {
        if (x + widget.width > ROW_WIDTH) {
            [x, y, rowHeight] = [0, y + rowHeight, 0];
        }
        const placed = { ...widget, x, y };
        x += widget.width;
        rowHeight = Math.max(rowHeight, widget.height);
        return placed;
    });
}
