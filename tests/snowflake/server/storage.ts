/** The storage behind a stage, at its production name, that takes a file and does not have it afterwards. */
import type { IncomingMessage, ServerResponse } from "node:http";

const BUCKET = "sfc-stage-of-tests";
export const STORAGE = `${BUCKET}.s3.us-east-1.amazonaws.com`;

/** What `PUT` is told: where to, with which passing keys, and how the file is encrypted on the way. */
export function storageOf(queryId: string) {
  return {
    encryptionMaterial: {
      queryStageMasterKey: Buffer.alloc(16, 7).toString("base64"),
      queryId,
      smkId: "9201",
    },
    stageInfo: {
      locationType: "S3",
      location: `${BUCKET}/stages/`,
      path: "stages/",
      region: "us-east-1",
      isClientSideEncrypted: true,
      creds: {
        AWS_KEY_ID: "AKIDOFTESTS",
        AWS_SECRET_KEY: "secret-of-tests",
        AWS_TOKEN: "token-of-tests",
      },
    },
  };
}

/** Every `PUT` is accepted; whoever asks for the object then is told that there is none. */
export function loseFile(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  request.on("end", () => {
    if (request.method === "PUT") response.writeHead(200, { etag: '"0"' }).end();
    else if (request.method === "HEAD") response.writeHead(404).end();
    else
      response
        .writeHead(200, { "content-type": "application/xml" })
        .end("<AccelerateConfiguration/>");
  });
}
