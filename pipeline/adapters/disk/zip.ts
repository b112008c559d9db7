import { crc32, deflateRawSync } from "node:zlib";

export interface ZipEntry {
  /** Plain path with `/`, no leading one. */
  readonly name: string;
  readonly content: string | Buffer;
}

/** 1980-01-01, the oldest date the format knows: equal contents give equal bytes. */
const DATE = 0x21;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;

interface Packed {
  readonly name: Buffer;
  readonly data: Buffer;
  readonly size: number;
  readonly sum: number;
}

function packed({ name, content }: ZipEntry): Packed {
  const bytes = Buffer.from(content as string);
  return {
    name: Buffer.from(name),
    data: deflateRawSync(bytes),
    size: bytes.length,
    sum: crc32(bytes),
  };
}

/** Fields that stand in both headers of an entry, from `version needed` to `extra length`. */
function shared({ name, data, size, sum }: Packed): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(UTF8_NAMES, 2);
  fields.writeUInt16LE(DEFLATED, 4);
  fields.writeUInt16LE(DATE, 8);
  fields.writeUInt32LE(sum, 10);
  fields.writeUInt32LE(data.length, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

const signature = (number: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
};

function directoryEntry(entry: Packed, offset: number): Buffer {
  const made = Buffer.alloc(2);
  made.writeUInt16LE(20);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  return Buffer.concat([signature(0x02014b50), made, shared(entry), rest, entry.name]);
}

/** A zip archive (PKWARE APPNOTE 6.3, deflate, below 4 GB and 65,535 entries), in the order given. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries.map(packed)) {
    directory.push(directoryEntry(entry, offset));
    const local = Buffer.concat([signature(0x04034b50), shared(entry), entry.name, entry.data]);
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, signature(0x06054b50), end]);
}
