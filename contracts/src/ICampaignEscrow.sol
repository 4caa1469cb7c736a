// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRewardDistributor} from "./IRewardDistributor.sol";

/// @title The money of campaigns and the life of epoch roots
/// @notice One escrow and its distributor serve one relay. Per campaign
///   `remaining = deposited - released - redeemed - refunded >= 0`, and per token the sum of `remaining` never exceeds
///   the balance of the escrow. Money leaves only by an activated root (to the distributor, which pays labelers) and,
///   once a campaign is final, as a refund to its requester. No address can take money in another way, no code changes.
/// @dev Times are unix seconds, amounts the smallest unit of the token. Tokens must be plain ERC-20: every transfer in
///   or out is compared with the balance it should leave, so a token that takes a fee or rebases is refused.
interface ICampaignEscrow {
    /// @notice `None` is a campaign that was never opened. `Redeeming` is entered when the relay is dead.
    enum State {
        None,
        Active,
        Final,
        Redeeming,
        Refunded
    }

    /// @notice Who runs the pair and how long things take; immutable.
    /// @param relay submits roots and rotates the receipt key
    /// @param guardian may revoke a pending root, nothing else; never the relay
    /// @param timelock time between the submission of a root, or the rotation of a key, and its effect.
    ///   1 second to silence / 4: a root that was revoked once can be cut again and activated within silence / 2
    /// @param silence time without an activation after which redemption may begin; at least 14 days
    /// @param grace time after `settleBy` after which redemption may begin all the same; at least one timelock, so that
    ///   a root submitted by `settleBy` is due before
    /// @param window how long a redemption is open; at least 30 days
    /// @param receiptKey address whose signature makes a receipt, from epoch 1 on
    struct Parameters {
        address relay;
        address guardian;
        uint64 timelock;
        uint64 silence;
        uint64 grace;
        uint64 window;
        address receiptKey;
    }

    /// @notice Everything the escrow knows of a campaign.
    /// @param pinnedEpoch epoch up to which open leaves, after which receipts are redeemed; 0 until redemption begins
    /// @param begunAt when redemption began; 0 before
    struct Campaign {
        address requester;
        address token;
        State state;
        uint128 deposited;
        uint128 released;
        uint128 redeemed;
        uint128 refunded;
        uint128 remaining;
        bytes32 termsHash;
        uint64 openedAt;
        uint64 closesAt;
        uint64 settleBy;
        uint64 begunAt;
        uint32 pinnedEpoch;
        bytes32 pinnedOpenRoot;
    }

    /// @notice What a final campaign's dataset is, named by its final entry.
    struct Dataset {
        bytes32 weightsRoot;
        bytes32 contentHash;
    }

    /// @notice One epoch as the relay closes it.
    /// @param epoch number, from 1, greater than the last activated one
    /// @param cut time at which the epoch was closed, not in the future
    /// @param rewardRoot root of the reward leaves (payTo, token, cumulative); 0 for the empty tree
    /// @param openRoot root of the open leaves (campaign, payTo, amount, blinded epoch); 0 for the empty tree
    /// @param statementHash content address of the public statement
    /// @param entriesHash keccak256(abi.encode(Entry[]))
    struct EpochRoots {
        uint32 epoch;
        uint64 cut;
        bytes32 rewardRoot;
        bytes32 openRoot;
        bytes32 statementHash;
        bytes32 entriesHash;
    }

    /// @notice What an epoch does to one campaign. Entries are sorted by campaign, strictly ascending.
    /// @param credit leaves the campaign for its labelers
    /// @param open received and not settled; must still be covered by what remains after the credit
    /// @param isFinal the last entry of this campaign: open is 0 and the cut not before `closesAt`
    /// @param weightsRoot root of the dataset's weight leaves; only read when final
    /// @param contentHash hash of the dataset; only read when final
    struct Entry {
        bytes32 campaign;
        uint128 credit;
        uint128 open;
        bool isFinal;
        bytes32 weightsRoot;
        bytes32 contentHash;
    }

    /// @notice The last activated epoch, and the pending one.
    /// @param last number of the last activated epoch; 0 before the first
    /// @param activatedAt when it was activated
    /// @param pending number of the pending epoch; 0 when none is
    /// @param dueAt from when on anybody may activate it
    struct Epochs {
        uint32 last;
        uint64 activatedAt;
        uint32 pending;
        uint64 dueAt;
    }

    event Opened(
        bytes32 indexed campaign,
        address indexed requester,
        address indexed token,
        uint128 amount,
        bytes32 termsHash,
        uint64 closesAt,
        uint64 settleBy
    );
    event ToppedUp(bytes32 indexed campaign, address indexed from, uint128 amount);
    event Amended(bytes32 indexed campaign, bytes32 termsHash, uint64 closesAt, uint64 settleBy);
    event Submitted(uint32 indexed epoch, EpochRoots roots, uint64 dueAt);
    event Revoked(uint32 indexed epoch);
    /// @notice What it did to each campaign is in the entries that `Submitted` commits to; `campaign` tells the sum.
    event Activated(uint32 indexed epoch, bytes32 rewardRoot, bytes32 openRoot, bytes32 statementHash);
    event Finalized(bytes32 indexed campaign, bytes32 weightsRoot, bytes32 contentHash);
    event Refunded(bytes32 indexed campaign, uint128 amount);
    event ReceiptKeyRotated(address indexed key, uint32 fromEpoch, uint64 effectiveAt);

    error ZeroAddress();
    error GuardianIsRelay();
    error TimelockOutOfRange();
    error SilenceTooShort();
    error GraceTooShort();
    error WindowTooShort();

    error NotRelay();
    error NotGuardian();
    error NotRequester();

    error ZeroAmount();
    error CampaignExists(bytes32 campaign);
    error NotActive(bytes32 campaign, State state);
    error NotFinal(bytes32 campaign, State state);
    error ClosesInThePast();
    error ClosedAlready();
    error TimesOnlyExtend();
    error SettlesTooEarly(uint256 earliest);
    error NotPlain(address token, uint256 expected, uint256 received);

    error EpochNotLater(uint32 last);
    error CutInTheFuture();
    error NotPending(uint32 pending);
    error NotDue(uint64 dueAt);
    error RootsMismatch();
    error EntriesMismatch();
    error EntriesNotAscending(bytes32 campaign);
    error ExceedsRemaining(bytes32 campaign, uint256 needed, uint128 remaining);
    error FinalWithOpen(bytes32 campaign);
    error FinalBeforeClose(bytes32 campaign);

    function relay() external view returns (address);
    function guardian() external view returns (address);
    function timelock() external view returns (uint64);
    function silence() external view returns (uint64);
    function grace() external view returns (uint64);
    function window() external view returns (uint64);
    function distributor() external view returns (IRewardDistributor);

    /// @notice Open leaves that the last activated epoch committed to; 0 at first.
    function openRoot() external view returns (bytes32);

    /// @notice keccak256(abi.encode(EpochRoots)) of the newest submission; meaningful while one is pending.
    function pendingHash() external view returns (bytes32);

    function epochs() external view returns (Epochs memory);

    function campaign(bytes32 id) external view returns (Campaign memory);

    /// @notice Both fields are 0 until the campaign is final.
    function dataset(bytes32 id) external view returns (Dataset memory);

    /// @notice keccak256(abi.encode(chain id, this escrow, requester, salt)).
    function campaignId(address requester, bytes32 salt) external view returns (bytes32);

    /// @notice The key whose signature a receipt of `epoch` needs, as of now.
    function receiptKey(uint32 epoch) external view returns (address);

    /// @notice Opens a campaign and deposits `amount` from the caller, who need not be the requester.
    /// @dev Warning: the hours within which the relay must accept a label (accept-by) are in the terms, which the chain
    ///   knows by hash only. It checks settleBy >= closesAt + 2 timelocks; relay and extension, which read the terms,
    ///   check settleBy >= closesAt + accept-by + 2 timelocks, and that the campaign closes within 90 days.
    ///   Warning: whoever sees `salt` before it is mined can take the id by a deposit in the requester's name; then
    ///   take another salt.
    /// @param salt any value not used before by this requester
    /// @return id `campaignId(requester, salt)`
    function open(
        bytes32 salt,
        address requester,
        address token,
        uint128 amount,
        bytes32 termsHash,
        uint64 closesAt,
        uint64 settleBy
    ) external returns (bytes32 id);

    /// @notice Adds to an active campaign's deposit, from the caller.
    function topUp(bytes32 id, uint128 amount) external;

    /// @notice New terms and later times, by the requester of an active campaign; equal times change nothing.
    /// @dev A campaign that has closed stays closed. Otherwise a requester could move `closesAt` behind the cut of a
    ///   pending root that finalizes it, and with this one campaign block the activation of all.
    function amend(bytes32 id, bytes32 termsHash, uint64 closesAt, uint64 settleBy) external;

    /// @notice The relay makes an epoch pending, in place of a pending one. No money moves.
    /// @dev Nothing is stuck for ever: what is due anybody can activate, and what can not be activated (entries that do
    ///   not hold) the relay replaces. Numbers are compared with the last *activated* epoch, so a mistaken high
    ///   number is healed by a revocation.
    function submit(EpochRoots calldata next) external;

    /// @notice The guardian takes the pending epoch back, due or not.
    function revoke(uint32 epoch) external;

    /// @notice Anybody, once the timelock is over: moves the credits to the distributor and makes the root claimable.
    /// @dev One entry that does not hold, or one token whose transfer fails, undoes the whole activation: the relay
    ///   lists its tokens and checks entries before it submits.
    /// @param due the submission, as in its `Submitted` event
    /// @param entries what `due.entriesHash` commits to
    function activate(EpochRoots calldata due, Entry[] calldata entries) external;

    /// @notice `activate` and `submit` in one transaction, by the relay: the cheap way for a relay in steady state.
    function activateAndSubmit(EpochRoots calldata due, Entry[] calldata entries, EpochRoots calldata next) external;

    /// @notice Pays what remains of a final campaign to its requester. Anybody may call.
    function refund(bytes32 id) external;

    /// @notice The relay names the receipt key of all epochs from `fromEpoch` on; it counts after one timelock. A
    ///   rotation that does not count yet is replaced by a new one. Keys of earlier epochs never change.
    /// @dev Warning: receipts of `fromEpoch` and later by the old key stop counting, so the relay opens `fromEpoch`
    ///   only after the timelock; the extension checks its receipts against the event.
    /// @param fromEpoch later than the activated and the pending epoch, and than the last rotation that counts
    function rotateReceiptKey(address key, uint32 fromEpoch) external;
}
