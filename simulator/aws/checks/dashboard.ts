import { blocksAt, isSet, numberAt, textAt } from "../../checks";
import { parseObject } from "./policy-document";

const TYPES = ["metric", "text", "log", "alarm", "explorer", "custom"];

/**
 * Why CloudWatch rejects the body of a dashboard, or undefined if it does not.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardFault(body: string): string | undefined {
    const dashboard = parseObject(body);
    if (dashboard === undefined) {
        return "InvalidParameterInput: The field dashboardBody must be a valid JSON object";
    }
    const widgets = blocksAt(dashboard, "widgets");
    if (widgets.length > 500) {
        return `InvalidParameterInput: The dashboard body is invalid, there are 1 validation errors: [ { "dataPath": "/widgets", "message": "Should NOT have more than 500 items" } ]`;
    }
    const errors = widgets.flatMap((widget, at) =>
        widgetErrors(widget).map(([path, message]) => ({ dataPath: `/widgets/${at}${path}`, message })),
    );
    return errors.length === 0
        ? undefined
        : `InvalidParameterInput: The dashboard body is invalid, there are ${errors.length} validation errors: ${JSON.stringify(errors)}`;
}

function widgetErrors(widget: Record<string, unknown>): (readonly [path: string, message: string])[] {
    const type = textAt(widget, "type");
    const width = numberAt(widget, "width") ?? 6;
    const x = numberAt(widget, "x") ?? 0;
    const height = numberAt(widget, "height") ?? 6;
    const errors: (readonly [boolean, string, string])[] = [
        [
            !TYPES.includes(type ?? ""),
            "/type",
            `Should be equal to one of the allowed values: ${TYPES.join(", ")}`,
        ],
        [width < 1 || width > 24, "/width", "Should be >= 1 and <= 24"],
        [x < 0 || x > 23, "/x", "Should be >= 0 and <= 23"],
        [x + width > 24, "", "x and width together should be <= 24"],
        [height < 1 || height > 1000, "/height", "Should be >= 1 and <= 1000"],
        [!isSet(widget, "properties"), "", "Should have required property 'properties'"],
        [
            type === "metric" && !isSet(widget, "properties.region"),
            "/properties",
            "Should have required property 'region'",
        ],
        [
            type === "text" && textAt(widget, "properties.markdown") === undefined,
            "/properties",
            "Should have required property 'markdown'",
        ],
        [
            type === "alarm" && !isSet(widget, "properties.alarms"),
            "/properties",
            "Should have required property 'alarms'",
        ],
    ];
    return errors.filter(([isWrong]) => isWrong).map(([, path, message]) => [path, message]);
}
