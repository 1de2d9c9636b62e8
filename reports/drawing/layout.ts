/**
 * Where everything stands. Three columns: files and backups, the VPC, operations. Inside the VPC a band for each tier,
 * with two columns of cards and the tier's name and subnets to the right of them. All arrows are straight lines through
 * the gaps between cards, so that none runs over a text.
 */
import { bottom, Canvas, center, type Placed } from "./canvas";
import { TIERS, type Picture, type Tier } from "./picture";
import {
    BODY,
    cardHeight,
    COLORS,
    LABEL,
    drawChip,
    LINE_HEIGHT,
    text,
    TITLE,
    type Card,
    type Rect,
} from "./svg";

const MARGIN = 20;
const INSET = 18;
const COLUMN = 194;
/** Between the three columns; wide enough for an arrow. */
const CHANNEL = 42;
/** Between rows, with room for an arrow and its label. */
export const GAP = 36;
/** Between cards without an arrow. */
export const SPACE = 20;
export const BAND = 12;
/** For a tier's name and subnets. */
const LABELS = 124;

const LEFT = MARGIN + INSET;
const VPC_X = LEFT + COLUMN + CHANNEL;
/** The two columns of cards inside the VPC. */
const FIRST = VPC_X + BAND * 2;
const SECOND = FIRST + COLUMN + SPACE;
/** From the left edge to the end of the first column of the VPC. */
const WIDE = FIRST + COLUMN - LEFT;
const LABELS_X = SECOND + COLUMN + BAND;
const VPC_WIDTH = LABELS_X + LABELS + BAND - VPC_X;
const RIGHT = VPC_X + VPC_WIDTH + CHANNEL;

export const WIDTH = RIGHT + COLUMN + INSET + MARGIN;
export const CONTENT = { x: MARGIN, width: WIDTH - MARGIN * 2 };

const TIER_STYLES: Readonly<
    Record<Tier, { readonly name: string; readonly fill: string; readonly stroke: string }>
> = {
    public: { name: "Public", fill: "#f4f9ec", stroke: "#9dbb6d" },
    private: { name: "Private", fill: "#eef5fb", stroke: "#8fb4d6" },
    isolated: { name: "Isolated", fill: "#f3f4f6", stroke: "#a9b2bd" },
};

const place = (
    card: Card,
    x: number,
    y: number,
    width = COLUMN,
    height = cardHeight(card, width),
): Placed => ({
    card,
    rect: { x, y, width, height },
});

const column = (x: number, y: number) => ({ x, y, width: COLUMN });

/** The height that these cards need beside each other. */
const tallest = (...cards: readonly (Card | undefined)[]): number =>
    Math.max(0, ...cards.map((card) => (card ? cardHeight(card, COLUMN) : 0)));

/** The height that these cards need below each other. */
const stacked = (cards: readonly Card[]): number =>
    cards.reduce((sum, card) => sum + cardHeight(card, COLUMN) + SPACE, -SPACE);

/** Where a card has been drawn; undefined if the stack has no such thing. */
export interface Places extends VpcPlaces {
    readonly people: Rect;
    readonly names: Rect | undefined;
    readonly cdn: Rect | undefined;
    readonly firewall: Rect | undefined;
    readonly mail: Rect | undefined;
    readonly mailboxes: Rect | undefined;
    readonly alarms: Rect | undefined;
    readonly contacts: Rect | undefined;
    readonly storage: Rect | undefined;
    readonly backup: Rect | undefined;
    readonly backupCopy: Rect | undefined;
    readonly monitoring: Rect | undefined;
    readonly secrets: Rect | undefined;
}

interface VpcPlaces {
    readonly vpc: Rect;
    readonly bands: Readonly<Record<Tier, Rect>>;
    readonly loadBalancer: Rect;
    readonly wayOut: Rect | undefined;
    readonly hosts: readonly Rect[];
    readonly database: Rect | undefined;
    readonly caches: readonly Rect[];
}

/** Draws all cards and frames from `top` down. Returns where they are, and where the drawing ends. */
export function arrange(
    canvas: Canvas,
    picture: Picture,
    top: number,
): { readonly places: Places; readonly end: number } {
    const add = (card: Card | undefined, ...where: [x: number, y: number, width?: number, height?: number]) =>
        card && canvas.card(place(card, ...where));

    const people = canvas.card(place(picture.people, LEFT, top, WIDE));
    const mailboxes = add(picture.mailboxes, SECOND, top);
    const contacts = add(picture.contacts, RIGHT, top);

    const accountY = bottom(people) + GAP;
    canvas.add(text([LEFT, accountY + 24], picture.account, TITLE));
    const namesY = accountY + 38;
    const names = add(picture.names, LEFT, namesY, WIDE);

    const edgeY = names ? bottom(names) + GAP : namesY;
    const edgeHeight = tallest(picture.cdn, picture.firewall, picture.mail, picture.alarms);
    const cdn = add(picture.cdn, LEFT, edgeY, COLUMN, edgeHeight);
    const firewall = add(picture.firewall, FIRST, edgeY, COLUMN, edgeHeight);
    const mail = add(picture.mail, SECOND, edgeY, COLUMN, edgeHeight);
    const alarms = add(picture.alarms, RIGHT, edgeY, COLUMN, edgeHeight);

    const vpcY = edgeY + edgeHeight + GAP;
    const inVpc = arrangeVpc(canvas, picture, vpcY);
    const { bands, vpc } = inVpc;

    const storage = arrangeParts(canvas, picture.storage, picture.buckets, {
        ...column(LEFT, vpcY),
        height: bottom(bands.private) - vpcY,
    });
    const backup = add(picture.backup, LEFT, bands.isolated.y);
    const backupCopy = backup && add(picture.backupCopy, LEFT, bottom(backup) + GAP);

    // The border between the two lies beside the hosts, so that an arrow leads to each.
    const border = center(bands.private);
    const monitoring = arrangeParts(canvas, picture.monitoring, picture.monitored, {
        ...column(RIGHT, vpcY),
        height: border - SPACE / 2 - vpcY,
    });
    const secrets = add(picture.secrets, RIGHT, border + SPACE / 2);
    const detection = add(picture.detection, RIGHT, (secrets ? bottom(secrets) : border) + SPACE);
    const corner =
        backup && !backupCopy ? { x: LEFT, above: backup } : { x: RIGHT, above: detection ?? secrets };
    const upkeep = add(picture.upkeep, corner.x, (corner.above ? bottom(corner.above) : border) + SPACE);

    const lowest = [vpc, backup, backupCopy, secrets, detection, upkeep].map((rect) =>
        rect ? bottom(rect) : 0,
    );
    const end = Math.max(...lowest) + INSET;
    canvas.frame(
        { x: MARGIN, y: accountY, width: WIDTH - MARGIN * 2, height: end - accountY },
        { stroke: COLORS.outside.ink },
    );
    return {
        end,
        places: {
            ...inVpc,
            ...{ people, names, cdn, firewall, mail, mailboxes, alarms, contacts },
            ...{ storage, backup, backupCopy, monitoring, secrets },
        },
    };
}

function arrangeVpc(canvas: Canvas, picture: Picture, y: number): VpcPlaces {
    const heights: Record<Tier, number> = {
        public: tallest(picture.loadBalancer, picture.wayOut),
        private: tallest(...picture.hosts),
        isolated: Math.max(tallest(picture.database), stacked(picture.caches)),
    };
    const { bands, end } = arrangeBands(canvas, picture, y + 34, heights);
    const vpc = canvas.frame(
        { x: VPC_X, y, width: VPC_WIDTH, height: end + BAND - y },
        { stroke: COLORS.network.ink },
    );
    canvas.add(text([LABELS_X, y + 22], picture.vpc, { ...BODY, bold: true }));

    const add = (card: Card, x: number, tier: Tier, width = COLUMN): Rect =>
        canvas.card(place(card, x, bands[tier].y + BAND, width, heights[tier]));
    const hostWidth = picture.hosts.length === 1 ? COLUMN * 2 + SPACE : COLUMN;
    return {
        vpc,
        bands,
        loadBalancer: add(picture.loadBalancer, FIRST, "public"),
        wayOut: picture.wayOut && add(picture.wayOut, SECOND, "public"),
        hosts: picture.hosts.map((card, index) =>
            add(card, index === 0 ? FIRST : SECOND, "private", hostWidth),
        ),
        database: picture.database && add(picture.database, FIRST, "isolated"),
        caches: arrangeCaches(canvas, picture.caches, bands.isolated.y + BAND, heights.isolated),
    };
}

/** A band for each tier, as high as its cards need; its name and subnets on the right. */
function arrangeBands(
    canvas: Canvas,
    { subnets }: Picture,
    y: number,
    heights: Readonly<Record<Tier, number>>,
): { readonly bands: Readonly<Record<Tier, Rect>>; readonly end: number } {
    const bands = {} as Record<Tier, Rect>;
    let top = y;
    for (const tier of TIERS) {
        const { name, ...style } = TIER_STYLES[tier];
        const labels = LINE_HEIGHT * (subnets[tier].length + 1);
        const height = Math.max(heights[tier], labels) + BAND * 2;
        bands[tier] = canvas.frame({ x: VPC_X + BAND, y: top, width: VPC_WIDTH - BAND * 2, height }, style);
        canvas.add(
            text([LABELS_X, top + 26], name, { ...BODY, bold: true }),
            ...subnets[tier].map((subnet, index) =>
                text([LABELS_X, top + 26 + LINE_HEIGHT * (index + 1)], subnet, LABEL),
            ),
        );
        top += height + GAP;
    }
    return { bands, end: top - GAP };
}

/** Below each other, all of the same height. */
function arrangeCaches(canvas: Canvas, caches: readonly Card[], y: number, height: number): Rect[] {
    const each = (height - SPACE * (caches.length - 1)) / caches.length;
    return caches.map((card, index) =>
        canvas.card(place(card, SECOND, y + index * (each + SPACE), COLUMN, each)),
    );
}

/** A tall card with its parts below its text. */
function arrangeParts(
    canvas: Canvas,
    card: Card | undefined,
    parts: readonly string[],
    { x, y, width, height }: Rect,
): Rect | undefined {
    if (!card) return undefined;
    const first = y + cardHeight(card, width);
    const step = (y + height - first) / parts.length;
    const placed = canvas.card(place(card, x, y, width, height));
    for (const [index, part] of parts.entries()) {
        const chip = {
            x: x + 10,
            y: first + index * step,
            width: width - 20,
            height: Math.min(step - 8, 34),
        };
        canvas.add(drawChip(chip, part, card.color));
    }
    return placed;
}
