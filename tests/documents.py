"""A small project as a team would write it: travel requests of a company's people."""

from typing import Final

PRD: Final = """\
# TripDesk - Requirements

TripDesk lets employees ask for business trips and managers approve them.

## User roles

- **Employee**: asks for trips
- **Manager**: approves the trips of the team
- **Admin**: manages users

## User stories

- As an employee, I want to create a trip so that it can be approved.
- As an employee, I want to submit a trip so that my manager sees it.
- As a manager, I want to approve or reject trips with a comment.

## Acceptance criteria

- A rejected trip carries a comment.
- A trip can only be submitted if its budget is greater than 0 and it has at least one note.
- Trips over 5,000 EUR can only be approved by an admin.
- Only drafts can be edited.
- A trip can only be deleted while it is a draft or rejected.
- Trips are listed with filters for status and destination.
- Export of approved trips to the payroll system.
"""

DESIGN: Final = """\
# TripDesk - Architecture

Base path `/api/v1`. PostgreSQL.

## Data model

```sql
CREATE TABLE users (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    full_name VARCHAR(120) NOT NULL,
    role VARCHAR(20) NOT NULL DEFAULT 'employee' CHECK (role IN ('employee', 'manager', 'admin')),
    manager_id UUID REFERENCES users(id) ON DELETE SET NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE trips (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    destination VARCHAR(200) NOT NULL,
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    budget NUMERIC(10, 2) NOT NULL CHECK (budget >= 0),
    category_id UUID REFERENCES trip_categories(id),
    status VARCHAR(20) NOT NULL DEFAULT 'draft'
        CHECK (status IN ('draft', 'submitted', 'approved', 'rejected')),
    version INTEGER NOT NULL DEFAULT 1,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CHECK (ends_on >= starts_on)
);
CREATE INDEX idx_trips_status ON trips (status);
CREATE INDEX idx_trips_open ON trips (starts_on DESC) WHERE status <> 'rejected';
CREATE UNIQUE INDEX one_submitted ON trips (user_id, starts_on) WHERE status = 'submitted';

CREATE TABLE notes (
    id UUID PRIMARY KEY,
    trip_id UUID NOT NULL REFERENCES trips(id) ON DELETE CASCADE,
    author_id UUID NOT NULL REFERENCES users(id),
    body TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
```

A trip also shows:

- notes_count: integer, computed, number of notes

## Workflow

Trip status: draft -> submitted -> approved | rejected

## API

| Method | Path | Description |
|--------|------|-------------|
| POST | /api/v1/auth/login | Log in |
| GET | /api/v1/trips | List trips |
| POST | /api/v1/trips | Create a trip |
| GET | /api/v1/trips/{id} | Read a trip |
| PUT | /api/v1/trips/{id} | Update a trip |
| DELETE | /api/v1/trips/{id} | Delete a trip |
| POST | /api/v1/trips/{id}/submit | Submit a trip |
| POST | /api/v1/trips/{id}/approve | Approve a trip |
| POST | /api/v1/trips/{id}/reject | Reject a trip with a comment |
| GET | /api/v1/trips/{id}/notes | Notes of a trip |
| POST | /api/v1/trips/{id}/notes | Add a note |
| POST | /api/v1/trips/export | Export approved trips to payroll |
"""

SECURITY: Final = """\
# TripDesk - Security

Access tokens live for 15 minutes, refresh tokens for 7 days.
Accounts are locked for 15 minutes after 5 failed attempts.
Rate limit: 100 requests per minute per user.

```yaml
roles:
  employee:
    permissions:
      - trip:create
      - trip:read_own
      - trip:update_own
      - note:create
      - note:read_own
  manager:
    inherits: employee
    permissions:
      - trip:read_team
      - trip:approve
      - note:read_team
  admin:
    permissions:
      - user:manage
      - trip:read_all
```
"""

DOCUMENTS: Final = {
    "app/design/PRD.md": PRD,
    "app/design/DESIGN.md": DESIGN,
    "app/design/SECURITY.md": SECURITY,
}
"""By path below the project; WEB-UI.md and MOBILE-UI.md are missing."""

CLUBHOUSE: Final = {
    "app/design/DESIGN.md": """\
# Clubhouse - Architecture

Base path `/api/v1`.

## Data model

```sql
CREATE TABLE members (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    role VARCHAR(20) NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'warden'))
);

CREATE TABLE keys (
    id UUID PRIMARY KEY,
    member_id UUID REFERENCES members(id) ON DELETE SET NULL,
    label VARCHAR(40) NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'ordered'
        CHECK (status IN ('ordered', 'checked_in', 'lost'))
);

CREATE TABLE pictures (
    id UUID PRIMARY KEY,
    key_id UUID NOT NULL REFERENCES keys(id) ON DELETE CASCADE,
    file_name VARCHAR(255) NOT NULL,
    content_type VARCHAR(100) NOT NULL,
    size_bytes INTEGER NOT NULL,
    storage_key VARCHAR(255) NOT NULL,
    caption VARCHAR(60) NOT NULL
);

CREATE TABLE notifications (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES members(id) ON DELETE CASCADE,
    type VARCHAR(100) NOT NULL,
    subject VARCHAR(120) NOT NULL,
    read_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE hooks (
    id UUID PRIMARY KEY,
    wall VARCHAR(40) NOT NULL
);

CREATE TABLE hangers (
    id UUID PRIMARY KEY,
    hook_id UUID NOT NULL UNIQUE REFERENCES hooks(id),
    colour VARCHAR(20) NOT NULL
);

CREATE TABLE deposits (
    id UUID PRIMARY KEY,
    holder_id UUID NOT NULL REFERENCES keys(id) ON DELETE CASCADE,
    hanger_id UUID NOT NULL UNIQUE REFERENCES hangers(id),
    remark VARCHAR(80)
);
```

Key status: ordered -> checked_in -> lost

## API

| Method | Path | Description |
|--------|------|-------------|
| POST | /api/v1/auth/login | Log in |
| POST | /api/v1/members | Add a member |
| GET | /api/v1/members/{id} | Read a member |
| GET | /api/v1/keys | List keys |
| POST | /api/v1/keys | Order a key |
| GET | /api/v1/keys/{id} | Read a key |
| POST | /api/v1/keys/{id}/checkin | Check a key in |
| POST | /api/v1/keys/{id}/lose | Tell that a key is lost |
| POST | /api/v1/holders/{holder_id}/deposits | Create a deposit |
| GET | /api/v1/deposits/{id} | Read a deposit |
| GET | /api/v1/hooks | List hooks |
| GET | /api/v1/hangers | List hangers |
| POST | /api/v1/keys/{id}/pictures | Upload a picture (multipart/form-data) |
| POST | /api/v1/keys/{id}/photo | Upload a photo of the key |
| GET | /api/v1/notifications | List my notifications |
| PATCH | /api/v1/notifications/{id}/read | Mark a notification as read |
| PATCH | /api/v1/notifications/read-all | Mark all my notifications as read |

Pictures are kept in S3; a picture has at most 4000 x 3000 pixels.
A POST takes an `Idempotency-Key`; keys are kept for 2 days.

When a key is checked in, its member gets an in-app notification.
All wardens are informed in the app whenever a key is lost.
""",
    "app/design/SECURITY.md": """\
# Clubhouse - Security

| Permission | Member | Warden |
|---|---|---|
| member:read | own | own |
| member:create | - | all |
| member:delete | - | all |
| key:read | own | all |
| key:create | own | all |
| key:checkin | - | all |
| key:lose | own | all |
| deposit:create | own | all |
| deposit:read | own | all |
| hook:read | all | all |
| hanger:read | all | all |
| picture:create | own | all |
| picture:read | own | all |
| key_photo:upload | own | all |
| key_photo:read | own | all |
""",
}
"""Corners: who makes accounts reads only their own, rows outlive their owner, an upload has a form,
a step is one word, a row is named once by what is named once, a path calls a parent as a field does; a POST may carry a key;
what members are told stands in a table of the documents; a photo is uploaded that no field holds."""

PRESS: Final = {
    "app/design/DESIGN.md": """\
# Press - Architecture

Base path `/api/v1`.

## Data model

```sql
CREATE TABLE writers (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    role VARCHAR(20) NOT NULL DEFAULT 'writer' CHECK (role IN ('writer', 'editor'))
);

CREATE TABLE articles (
    id UUID PRIMARY KEY,
    writer_id UUID NOT NULL REFERENCES writers(id) ON DELETE CASCADE,
    title VARCHAR(120) NOT NULL,
    body TEXT NOT NULL,
    words INTEGER NOT NULL CHECK (words >= 0),
    fee NUMERIC(8, 2),
    is_featured BOOLEAN NOT NULL DEFAULT FALSE,
    deleted_at TIMESTAMPTZ
);

CREATE TABLE remarks (
    id UUID PRIMARY KEY,
    writer_id UUID NOT NULL REFERENCES writers(id) ON DELETE CASCADE,
    body VARCHAR(400) NOT NULL,
    points INTEGER,
    status VARCHAR(20) NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'closed')),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    closed_at TIMESTAMPTZ
);

CREATE TABLE likes (
    id UUID PRIMARY KEY,
    article_id UUID NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    writer_id UUID NOT NULL REFERENCES writers(id) ON DELETE CASCADE,
    UNIQUE (article_id, writer_id)
);

CREATE TABLE audit_logs (
    id UUID PRIMARY KEY,
    actor_id UUID REFERENCES writers(id),
    action VARCHAR(40) NOT NULL,
    entity_type VARCHAR(40) NOT NULL,
    entity_id UUID NOT NULL,
    old_values JSONB,
    new_values JSONB,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
```

## API

| Method | Path | Description | Access |
|--------|------|-------------|--------|
| POST | /api/v1/auth/login | Log in | public |
| GET | /api/v1/articles | List articles | public |
| GET | /api/v1/articles/featured | Featured articles | public |
| GET | /api/v1/articles/export | Export articles as CSV | editor |
| GET | /api/v1/articles/{articleId} | Read an article | public |
| POST | /api/v1/articles | Write an article | writer, editor |
| PATCH | /api/v1/articles/{articleId} | Change an article | writer (own), editor |
| DELETE | /api/v1/articles/{articleId} | Delete an article | editor |
| POST | /api/v1/articles/{articleId}/restore | Restore a deleted article | editor |
| GET | /api/v1/remarks | List remarks | writer (own), editor |
| POST | /api/v1/remarks | Make a remark | writer, editor |
| GET | /api/v1/remarks/export | Export remarks as CSV | writer (own), editor |
| GET | /api/v1/remarks/{remarkId} | Read a remark | writer (own), editor |
| PATCH | /api/v1/remarks/{remarkId} | Change a remark | writer (own), editor |
| DELETE | /api/v1/remarks/{remarkId} | Delete a remark | editor |
| POST | /api/v1/likes | Like an article | writer, editor |
| DELETE | /api/v1/likes/{likeId} | Take a like back | writer (own), editor |
| GET | /api/v1/audit-logs | Read the audit trail | editor |

### GET /api/v1/articles/{articleId}

```json
{"id": "6f0c5f6e-7d0e-4f6e-9d57-0d2a4a1c9b11", "title": "Rain", "likesCount": 3, "liked": true}
```
""",
    "app/design/SECURITY.md": """\
# Press - Security

Deleted articles can be restored within 30 days.
Editors must use a second factor (TOTP). Every change of an article is written to the audit trail.
Only editors may see and change the fee of an article. The points of a remark are hidden from writers.

Articles are cached for 5 minutes, the list of remarks for 30 seconds.

Newsrooms authenticate with an API key in the `X-Press-Key` header. Writers can create personal API keys,
editors may revoke any API key. API keys are rotated every 90 days.

Rate limits: 100 requests per minute per user, 600 requests per minute per API key.
""",
    "app/design/PRD.md": """\
# Press - Requirements

- An open remark is closed automatically 30 days after it was made.
- Closed remarks are deleted 90 days after closing.
- Deleted articles are purged after 30 days.
- POST a signed webhook to the news agency when an article is created.
- When an article is deleted, the backend sends a webhook to the news agency.
""",
}
"""What anybody reads while some must have a second factor; a trail, an export, `articleId`, a cache;
keys of some, which others oversee, with rates of their own; webhooks to somebody whom no table knows;
a field that some of those alone see who may read the row, and nobody without a token; likes are counted,
and who asks has one or not; a list of some rows, and what is deleted comes back, until it is purged; time closes remarks, and deletes them."""

LODGE: Final = {
    "app/design/DESIGN.md": """\
# Lodge - Architecture

Base path `/api/v1`. Notices of a club for its members.

## Data model

```sql
CREATE TABLE members (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    full_name VARCHAR(120) NOT NULL,
    role VARCHAR(20) NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'steward'))
);

CREATE TABLE notices (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES members(id) ON DELETE CASCADE,
    title VARCHAR(120) NOT NULL,
    body TEXT NOT NULL
);

CREATE TABLE bookings (
    id UUID PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES members(id) ON DELETE CASCADE,
    room VARCHAR(60) NOT NULL,
    boat_id UUID NOT NULL REFERENCES boats(id),
    starts_at TIMESTAMPTZ NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE boats (
    id UUID PRIMARY KEY,
    owner_id UUID NOT NULL REFERENCES members(id),
    name VARCHAR(60) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE loans (
    id UUID PRIMARY KEY,
    boat_id UUID NOT NULL REFERENCES boats(id),
    borrower_id UUID NOT NULL REFERENCES members(id),
    starts_on DATE NOT NULL,
    ends_on DATE NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'requested'
        CHECK (status IN ('requested', 'approved', 'active', 'returned'))
);
```

## Loan status

- requested -> approved (owner of the boat)
- approved -> active (borrower)
- active -> returned (owner)

```sql
CREATE TABLE webhooks (
    id BIGSERIAL PRIMARY KEY,
    member_id UUID NOT NULL REFERENCES members(id) ON DELETE CASCADE,
    target_url VARCHAR(500) NOT NULL,
    secret VARCHAR(64) NOT NULL
);
```

## Webhooks

A member gets those events that are about what they may read:

- `booking.created` - somebody has booked a room
- `booking.deleted`
- `notice.updated`

## Operations

Distributed tracing over OTLP; Prometheus scrapes `/metrics`.

## API

| Method | Path | Description | Access |
|--------|------|-------------|--------|
| GET | /api/v1/webhooks | List my webhooks | member (own), steward (own) |
| POST | /api/v1/webhooks | Add a webhook | member, steward |
| DELETE | /api/v1/webhooks/{id} | Remove a webhook | member (own), steward (own) |
| POST | /api/v1/auth/register | Sign up | public |
| POST | /api/v1/auth/login | Log in | public |
| POST | /api/v1/auth/forgot-password | Ask for a link | public |
| GET | /api/v1/notices | List notices | member, steward |
| POST | /api/v1/notices | Put up a notice | member, steward |
| PATCH | /api/v1/notices/{id} | Change a notice: 204 No Content | member (own), steward |
| DELETE | /api/v1/notices/{id} | Take a notice down: 200 OK | steward |
| GET | /api/v1/bookings | List bookings | member (own), steward |
| POST | /api/v1/bookings | Book a room | member, steward |
| GET | /api/v1/bookings/export | Export bookings as CSV | member (own), steward |
| GET | /api/v1/bookings/{id} | Read a booking | member (own), steward |
| PATCH | /api/v1/bookings/{id} | Change a booking | member (own), steward |
| DELETE | /api/v1/bookings/{id} | Give a booking up | member (own), steward |
| POST | /api/v1/boats | Offer a boat: 202 Accepted | member, steward |
| GET | /api/v1/boats/{id} | Read a boat | member, steward |
| GET | /api/v1/loans | List loans | member (own), steward |
| POST | /api/v1/loans | Ask for a boat | member |
| GET | /api/v1/loans/{id} | Read a loan | member (own), steward |
| PATCH | /api/v1/loans/{id} | Change a loan: 204 No Content | borrower, boat owner |
| DELETE | /api/v1/loans/{id} | Withdraw a loan | borrower |
| POST | /api/v1/loans/{id}/approve | Approve a loan: 202 Accepted | owner of the boat, steward |
| POST | /api/v1/loans/{id}/return | Take the boat back: 204 No Content | the boat's owner |
| GET | /api/v1/members | List members | steward |
| POST | /api/v1/members | Add a member | steward |
| GET | /api/v1/bookings/overview | Figures of the bookings | member (own), steward |
| POST | /api/v1/bookings/{id}/scan | Read the room from a door plate | member (own), steward |
| POST | /api/v1/bookings/report | Make a report of the bookings | member (own), steward |

### GET /api/v1/bookings/overview

Response:

```json
{"count": 3, "by_room": [{"room": "Oak", "count": 2}]}
```

### POST /api/v1/bookings/{id}/scan

Request:

```json
{"plate": "Room Oak, floor 2"}
```

Response:

```json
{"room": "Oak", "floor": 2}
```

```yaml
paths:
  /bookings/report:
    post:
      responses:
        "200":
          content:
            text/csv:
              schema: {type: string, format: binary}
```
""",
    "app/design/PRD.md": """\
# Lodge - Requirements

- As a member, I want to see an overview of my bookings with the total number of them.
- As a steward, I want to make a report of bookings as a CSV file.
- As a member, I want to scan a door plate so that my booking names the right room.
- Boats are deleted 5 years after they were created.
- A boat cannot be booked twice at the same time.
- A booking can be cancelled up to 36 hours before it starts, stewards may cancel at any time.
- Bookings can be made up to 60 days in advance.
- A booking must be made at least 2 hours before it starts.
- Two loans of one boat never overlap. Requested and returned ones don't count.
""",
    "app/design/SECURITY.md": """\
# Lodge - Security

Stewards must use a second factor (TOTP).

Members must confirm their e-mail address before they can sign in; the confirmation link is valid for 2 days.

After 4 wrong passwords the account is locked for 5 minutes; each further lock doubles, up to 30 minutes.

Everybody can see where they are signed in, and end any of their sessions or sign out everywhere.

## Passwords

- At least 10 and at most 64 characters, with upper case, lower case, a digit and a special character.
- A password must not contain the e-mail address or the name of its owner.
- Common passwords are refused.
- None of the last three passwords may be used again.
- Passwords expire after 90 days.
""",
}
"""All that may be asked of a login; webhooks of one's own; what is left open, with contracts: figures, a file, a body;
rows of two people, and steps for one of them; statuses that are not those of the kind; what is kept only so long,
unless other rows need it; moments that are so far ahead."""

PARCELS: Final = {
    "app/design/DESIGN.md": """\
# Parcels - Architecture

Base path `/api/v1`. Jobs run on Celery. Every query is limited to the company of the caller (multi-tenant).

## Data model

```sql
CREATE TABLE companies (
    id UUID PRIMARY KEY,
    name VARCHAR(80) NOT NULL
);

CREATE TABLE users (
    id UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies(id),
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    role VARCHAR(20) NOT NULL DEFAULT 'sender' CHECK (role IN ('sender', 'dispatcher', 'admin')),
    supervisor_id UUID REFERENCES users(id) ON DELETE SET NULL,
    is_active BOOLEAN NOT NULL DEFAULT TRUE
);

CREATE TABLE parcels (
    id BIGSERIAL PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies(id),
    sender_id UUID NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    label VARCHAR(80) NOT NULL,
    recipient_email VARCHAR(254),
    weight_kg NUMERIC(6, 2),
    attempts INTEGER NOT NULL DEFAULT 3,
    handled_by UUID REFERENCES users(id) ON DELETE SET NULL,
    insured_value NUMERIC(10, 2),
    due_on DATE,
    status VARCHAR(20) NOT NULL DEFAULT 'packed' CHECK (status IN ('packed', 'shipped', 'late', 'lost')),
    version INTEGER NOT NULL DEFAULT 1
);

CREATE TABLE remarks (
    id UUID PRIMARY KEY,
    parcel_id BIGINT NOT NULL REFERENCES parcels(id) ON DELETE CASCADE,
    body VARCHAR(400) NOT NULL
);
```

```sql
CREATE TABLE webhook_subscriptions (
    id UUID PRIMARY KEY,
    company_id UUID NOT NULL REFERENCES companies(id),
    url VARCHAR(500) NOT NULL,
    secret VARCHAR(100) NOT NULL,
    events JSONB NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT TRUE
);
```

Parcel status: packed -> shipped -> lost

- shipped -> late (automatic, 2 days after due_on)
- late -> lost

When a parcel is shipped, attempts is reset and handled_by is set to the current user.
Losing a parcel requires a reason. Parcels above 30 can only be shipped by an admin.
Shipped parcels cannot be edited.

A signed webhook is sent for `parcel.shipped`, `parcel.deleted` and `remark.created`.

## API

| Method | Path | Description |
|--------|------|-------------|
| POST | /api/v1/auth/login | Log in |
| POST | /api/v1/auth/forgot-password | Ask for a link |
| GET | /api/v1/parcels | List parcels |
| POST | /api/v1/parcels | Register a parcel |
| GET | /api/v1/parcels/{id} | Read a parcel |
| PATCH | /api/v1/parcels/{id} | Change a parcel |
| DELETE | /api/v1/parcels/{id} | Delete a parcel |
| POST | /api/v1/parcels/{id}/ship | Ship a parcel |
| POST | /api/v1/parcels/{id}/lose | Tell that a parcel is lost |
| GET | /api/v1/parcels/{id}/remarks | Remarks on a parcel |
| POST | /api/v1/parcels/{id}/remarks | Add a remark |

Lists use keyset pagination: `GET /api/v1/parcels?after=b3Jk&first=50&sort=weight_kg`. The answer
ends with `pageInfo.endCursor` and `pageInfo.hasNextPage`.

## Caching

| Data | TTL | Invalidation |
|------|-----|--------------|
| Parcel list | 60 seconds | when a parcel is registered, changed or deleted |
| Parcel details | 5 minutes | on every change of the parcel |
| GET /api/v1/parcels/{id}/remarks | 2 min | when a remark is added |
""",
    "app/design/SECURITY.md": """\
# Parcels - Security

| Permission | Sender | Dispatcher | Admin |
|---|---|---|---|
| parcel:read | own | team | tenant |
| parcel:create | own | team | all |
| parcel:update | own | team | all |
| parcel:delete | - | - | all |
| parcel:ship | - | team | all |
| parcel:lose | own | team | all |
| remark:read | own | team | all |
| remark:create | own | team | all |
| user:invite | - | all | all |

| Field | Visible to | Editable by |
|---|---|---|
| Parcel.insured_value | dispatcher, admin | admin |
| Parcel.weight_kg | everybody | dispatcher, admin |

Registration is by invitation only. An invitation link expires after 3 days.
""",
    "app/design/PRD.md": """\
# Parcels - Requirements

- As a sender, I want to get an e-mail when my parcel is shipped so that I know it is on its way.
- When a parcel is shipped, the recipient is notified by e-mail.
- The dispatchers and all admins get an e-mail whenever a parcel is registered.
- If a parcel is lost, its sender, their supervisor and the insurance company are informed by e-mail.
- If a parcel is lost, its sender and all dispatchers are informed in the app.
- Lost parcels are deleted 90 days after due_on.

| Event | Recipient | Channel |
|---|---|---|
| Remark added | Sender | e-mail |
| Parcel changed | Admins | e-mail |
| Parcel deleted | Sender | e-mail, in-app, SMS |
""",
}
"""Who is told of what, by mail, in the app and by webhook: owners, roles in a team, a supervisor, an address in the row, what is no address;
accounts by invitation; rows of tenants with numbers for keys, an owner through the row above; a cache that is no counter; pages behind cursors;
fields that some roles alone see, sort by or set; what is not there two days after its day is late, and what is lost is deleted later."""

NOTES: Final = {
    "app/design/DESIGN.md": """\
# Notes

| Setting | Value |
|---------|-------|
| Base path | /api/v1 |

## Data model

```sql
CREATE TABLE users (
    id UUID PRIMARY KEY,
    email VARCHAR(255) NOT NULL UNIQUE,
    password_hash VARCHAR(255) NOT NULL,
    role VARCHAR(20) NOT NULL CHECK (role IN ('member', 'admin')) DEFAULT 'member'
);

CREATE TABLE notes (
    id UUID PRIMARY KEY,
    owner_id UUID NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    title VARCHAR(80) NOT NULL,
    body TEXT
);

CREATE TABLE labels (
    id UUID PRIMARY KEY,
    name VARCHAR(40) NOT NULL UNIQUE
);
```

## API

| Method | Path | Description | Auth |
|--------|------|-------------|------|
| POST | /auth/login | Sign in | public |
| GET | /notes | List notes | member, admin |
| POST | /notes | Write a note | member, admin |
| GET | /notes/{id} | Read a note | member, admin |
| PATCH | /notes/{id} | Change a note | member, admin |
| DELETE | /notes/{id} | Delete a note | member, admin |
| GET | /labels | List labels | member, admin |
| POST | /labels | Add a label | admin |

Members see and change their own notes only. Admins read all notes.
""",
}
"""A small set: nobody but a sign-in asks for accounts."""

PROJECTS: Final = {
    "tripdesk": DOCUMENTS,
    "clubhouse": CLUBHOUSE,
    "press": PRESS,
    "lodge": LODGE,
    "parcels": PARCELS,
}
"""What is built of them is proved, and broken guard by guard."""
