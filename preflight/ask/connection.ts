/** How AWS is asked: clients that notice every call, and what a refusal means. */
import type { STSClient } from "@aws-sdk/client-sts";

/** Where to, and who wants to know of each call: by client and command, such as `EC2.DescribeVpcs`. */
export interface Connection {
    readonly region: string;
    readonly onCall: (call: string) => void;
}

/** What AWS did not answer, with its words. */
export class Refusal extends Error {
    constructor(
        /** `EC2.DescribeVpcs` */
        readonly call: string,
        /** AWS's code, such as `AccessDenied`, or the SDK's. */
        readonly code: string,
        message: string,
    ) {
        super(message);
    }
}

interface ClientOptions {
    readonly region: string;
    readonly maxAttempts: number;
    readonly retryMode: "standard";
    readonly requestHandler: { readonly connectionTimeout: number; readonly requestTimeout: number };
}

/**
 * Options of every client. The SDK waits and asks again, up to five times, if AWS throttles or does not answer.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const clientOptions = (region: string): ClientOptions => ({
    region,
    maxAttempts: 5,
    retryMode: "standard",
    // A call that hangs must not hold up the others. Milliseconds.
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000 },
});

type Watched = Pick<STSClient, "middlewareStack">;

/** A client of AWS's SDK. Each of its calls is told, and each error becomes a {@link Refusal}. */
export function clientOf<Client extends object>(
    type: new (options: ClientOptions) => Client,
    { region, onCall }: Connection,
): Client {
    const client = new type(clientOptions(region));
    // The clients' types differ, because each has its own commands.
    (client as Watched).middlewareStack.add(
        (next, { clientName = "", commandName = "" }) =>
            async (args) => {
                const call = `${clientName.replace(/Client$/, "")}.${commandName.replace(/Command$/, "")}`;
                onCall(call);
                try {
                    return await next(args);
                } catch (error) {
                    const { name, message } = error as Error;
                    throw new Refusal(call, name, message);
                }
            },
        { step: "initialize", name: "hrmsPreflight" },
    );
    return client;
}

/** Undefined if AWS answers with one of these codes, by which it says that there is no such thing. */
export async function unless<T>(codes: readonly string[], asked: Promise<T>): Promise<T | undefined> {
    try {
        return await asked;
    } catch (error) {
        if (error instanceof Refusal && codes.includes(error.code)) return undefined;
        throw error;
    }
}

/** All pages of an answer. */
export async function pages<Page, Item>(
    answers: AsyncIterable<Page>,
    itemsOf: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
    const items: Item[] = [];
    for await (const page of answers) items.push(...(itemsOf(page) ?? []));
    return items;
}

/** Asks once, or makes something once, however often it is wanted. */
export function once<T extends object>(make: () => T): () => T {
    let made: T | undefined;
    return () => (made ??= make());
}

/** Codes by which AWS's services say that the identity may not do something. */
const DENIED =
    /^(AccessDenied|AccessDeniedException|AuthorizationError|NotAuthorized|UnauthorizedOperation)$/;
/** The codes of an account that AWS has not activated for a service. */
const INACTIVE = /^(OptInRequired|SubscriptionRequiredException|PendingVerification)$/;
/** Codes of credentials that are wrong or expired, and the SDK's of none. */
const NO_CREDENTIALS =
    /^(CredentialsProviderError|TokenProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException|AuthFailure|SignatureDoesNotMatch|InvalidAccessKeyId|InvalidSignatureException|MissingAuthenticationToken)$/;

export const isDenied = ({ code }: Refusal): boolean => DENIED.test(code);
export const isInactive = ({ code }: Refusal): boolean => INACTIVE.test(code);
export const lacksCredentials = ({ code }: Refusal): boolean => NO_CREDENTIALS.test(code);

/** Whether AWS answers, and not with one of these codes. */
export const exists = async (codes: readonly string[], asked: Promise<unknown>): Promise<boolean> =>
    (await unless(codes, asked)) !== undefined;
