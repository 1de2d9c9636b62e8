import { Refusal } from "./resource-type";
import { refusal } from "./checks";
import { isObject } from "./wire";

const source = "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html";

type Tags = readonly (readonly [key: string, value: unknown])[];

function refuseTags(id: string, find: (tags: Tags) => string | undefined): Refusal {
    return refusal(id, source, ({ tags, tagsAll }) => {
        const all = isObject(tagsAll) ? tagsAll : tags;
        const message = isObject(all) ? find(Object.entries(all)) : undefined;
        return message === undefined ? undefined : { property: "tags", message };
    });
}

/** What AWS rejects in the tags of any resource, including default tags. */
export const tagRefusals: readonly Refusal[] = [
    refuseTags("tag-count", (tags) =>
        tags.length > 50 ? `InvalidTag: a resource can have at most 50 tags, got ${tags.length}` : undefined,
    ),
    refuseTags("tag-key-length", (tags) => {
        const key = tags.map(([name]) => name).find((name) => name.length < 1 || name.length > 128);
        return key === undefined
            ? undefined
            : `InvalidTag: a tag key must have 1 to 128 characters, got ${key.length}: "${key}"`;
    }),
    refuseTags("tag-value-length", (tags) => {
        const [key, value] = tags.find(([, text]) => typeof text === "string" && text.length > 256) ?? [];
        return key === undefined
            ? undefined
            : `InvalidTag: a tag value can have at most 256 characters, got ${String(value).length} in tag "${key}"`;
    }),
    refuseTags("tag-reserved-prefix", (tags) => {
        const key = tags.map(([name]) => name).find((name) => /^aws:/i.test(name));
        return key === undefined
            ? undefined
            : `InvalidTag: tag keys that begin with "aws:" are reserved: "${key}"`;
    }),
    refuseTags("tag-characters", (tags) => {
        const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
        const [key, value] =
            tags.find((tag) => tag.some((text) => typeof text === "string" && !allowed.test(text))) ?? [];
        return key === undefined
            ? undefined
            : `InvalidTag: tags hold letters, digits, spaces and _ . : / = + - @ only: "${key}" = "${String(value)}"`;
    }),
];
