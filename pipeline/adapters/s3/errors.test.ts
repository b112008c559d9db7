import { expect, test } from "vitest";
import { AppError } from "#domain/errors.ts";
import { bucketError } from "./errors.ts";

const provider = (message: string) =>
  Object.assign(new Error(message), { name: "CredentialsProviderError" });
const status = (httpStatusCode: number, name = "Unknown") =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });

test.each([
  ["no_credentials", provider("Could not load credentials from any providers")],
  ["signed_out", provider("The SSO session associated with this profile has expired.")],
  ["signed_out", provider("Value not present for 'clientId' in SSO Token. Cannot refresh.")],
  ["signed_out", provider("UnauthorizedException: Session token not found or invalid")],
  ["unreachable", provider("Error: getaddrinfo ENOTFOUND portal.sso.us-east-1.amazonaws.com")],
  ["unreachable", provider("Error: connect ECONNREFUSED 127.0.0.1:9")],
  ["tls_untrusted", provider("Error: unable to verify the first certificate")],
  ["tls_untrusted", new Error("self-signed certificate in certificate chain")],
  ["sign_in", status(403, "ExpiredToken")],
  ["not_allowed", status(403)],
  ["no_bucket", status(404, "NoSuchBucket")],
  ["wrong_region", status(301)],
  ["too_simple", status(501)],
  ["unreachable", status(503)],
])("%s: %s", (failure, error) => {
  const said = bucketError(error, { path: "s3://shop/in", profile: "corp" }) as AppError;
  expect(said).toBeInstanceOf(AppError);
  expect(said.details).toEqual({ failure });
  expect(said.message).toContain("s3://shop/in");
  expect(said.hint).toMatch(/\.$/);
});

test("who signs in again is told with which profile", () => {
  const ended = provider("The SSO session associated with this profile is invalid.");
  const hint = (profile?: string) =>
    (bucketError(ended, { path: "s3://b", profile }) as AppError).hint;
  expect(hint("corp")).toBe("Sign in again with `aws sso login --profile corp`, then try again.");
  expect(hint()).toBe("Sign in again with `aws sso login`, then try again.");
});

test("what is no error of the service stays what it is", () => {
  const bug = new TypeError("x is not a function");
  expect(bucketError(bug, { path: "s3://b" })).toBe(bug);
});
