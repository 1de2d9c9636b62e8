import { isHidden } from "./canonical";
import { Properties, ResourceType } from "./resource-type";
import { isObject } from "./wire";

export interface PropertyChange {
    /** In the engine's notation: `rules[0].port`. */
    readonly path: string;
    readonly kind: "add" | "delete" | "update";
    readonly replace: boolean;
}

/**
 * Every leaf that differs between what AWS has and the new inputs, except what the provider hides, and whether its change
 * needs a new resource.
 */
export function changesBetween(olds: Properties, news: Properties, type: ResourceType): PropertyChange[] {
    const shown = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter(
        (key) => !isHidden(key, { before: olds[key], after: news[key], inputs: news }, type),
    );
    return shown
        .flatMap((key) => leaves(olds[key], news[key], key))
        .map((change) => ({ ...change, replace: replaces(change.path, type) }));
}

function leaves(olds: unknown, news: unknown, path: string): Omit<PropertyChange, "replace">[] {
    if (isObject(olds) && isObject(news)) {
        const keys = new Set([...Object.keys(olds), ...Object.keys(news)]);
        return [...keys].flatMap((key) => leaves(olds[key], news[key], `${path}.${key}`));
    }
    if (Array.isArray(olds) && Array.isArray(news)) {
        const longer = olds.length > news.length ? olds : news;
        return longer.flatMap((_, at) => leaves(olds[at], news[at], `${path}[${at}]`));
    }
    if (olds === news) {
        return [];
    }
    return [{ path, kind: olds === undefined ? "add" : news === undefined ? "delete" : "update" }];
}

function replaces(path: string, { replaceOn }: ResourceType): boolean {
    const plain = path.replace(/\[\d+\]/g, "");
    // A resource can't move to another region.
    return ["region", ...replaceOn].some(
        (property) => plain === property || plain.startsWith(`${property}.`),
    );
}
