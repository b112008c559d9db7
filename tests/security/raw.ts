import { type IncomingHttpHeaders, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly address?: string;
}

/** One request exactly as given: unlike `fetch`, nothing is tidied, added or followed. */
export function send(port: number, path: string, sent: Sent = {}): Promise<Answer> {
  const { method = "GET", headers = {}, body, address = "127.0.0.1" } = sent;
  return new Promise((resolve, reject) => {
    const going = request(
      { host: address, port, path, method, headers, agent: false, setHost: !("host" in headers) },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (more: string) => (text += more));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
        response.on("error", reject);
      },
    );
    going.on("error", reject);
    going.end(body);
  });
}
