// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ICampaignEscrow} from "./ICampaignEscrow.sol";
import {IRewardDistributor} from "./IRewardDistributor.sol";
import {ReceiptKeys} from "./ReceiptKeys.sol";
import {RewardDistributor} from "./RewardDistributor.sol";

/// @title The money of campaigns and the life of epoch roots; documented in ICampaignEscrow
contract CampaignEscrow is ICampaignEscrow, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using ReceiptKeys for ReceiptKeys.Rotation[];

    /// @dev `released` is not stored: deposited - redeemed - refunded - remaining. The first slot is all that an
    ///   activation reads and writes; the token is a number because its address would not fit there.
    struct Fund {
        uint128 remaining;
        uint64 closesAt;
        uint32 tokenNumber;
        State state;
        // second slot
        address requester;
        uint64 settleBy;
        uint32 pinnedEpoch;
        // third slot
        uint128 deposited;
        uint64 openedAt;
        uint64 begunAt;
        // fourth to sixth
        bytes32 termsHash;
        bytes32 pinnedOpenRoot;
        uint128 redeemed;
        uint128 refunded;
    }

    address public immutable relay;
    address public immutable guardian;
    uint64 public immutable timelock;
    uint64 public immutable silence;
    uint64 public immutable grace;
    uint64 public immutable window;
    IRewardDistributor public immutable distributor;

    Epochs private _epochs;
    bytes32 public pendingHash;
    bytes32 public openRoot;

    mapping(bytes32 id => Fund) private _funds;
    mapping(bytes32 id => Dataset) private _datasets;
    uint32 private _tokenCount;
    /// @dev Numbers start at 1; 0 is a token that no campaign was opened with.
    mapping(address token => uint32) private _tokenNumber;
    mapping(uint32 number => address) private _tokens;
    ReceiptKeys.Rotation[] private _receiptKeys;

    modifier onlyRelay() {
        require(msg.sender == relay, NotRelay());
        _;
    }

    constructor(Parameters memory p) {
        require(p.relay != address(0) && p.guardian != address(0) && p.receiptKey != address(0), ZeroAddress());
        require(p.guardian != p.relay, GuardianIsRelay());
        require(p.silence >= 14 days, SilenceTooShort());
        require(p.timelock > 0 && p.timelock <= p.silence / 4, TimelockOutOfRange());
        require(p.grace >= p.timelock, GraceTooShort());
        require(p.window >= 30 days, WindowTooShort());
        relay = p.relay;
        guardian = p.guardian;
        timelock = p.timelock;
        silence = p.silence;
        grace = p.grace;
        window = p.window;
        distributor = new RewardDistributor();
        _receiptKeys.rotate(p.receiptKey, 1, uint64(block.timestamp));
        emit ReceiptKeyRotated(p.receiptKey, 1, uint64(block.timestamp));
    }

    /// @inheritdoc ICampaignEscrow
    function open(
        bytes32 salt,
        address requester,
        address token,
        uint128 amount,
        bytes32 termsHash,
        uint64 closesAt,
        uint64 settleBy
    ) external nonReentrant returns (bytes32 id) {
        require(requester != address(0), ZeroAddress());
        require(amount > 0, ZeroAmount());
        require(closesAt > block.timestamp, ClosesInThePast());
        _checkSettleBy(closesAt, settleBy);
        id = campaignId(requester, salt);
        Fund storage fund = _funds[id];
        require(fund.state == State.None, CampaignExists(id));

        fund.remaining = amount;
        fund.closesAt = closesAt;
        fund.tokenNumber = _numberOf(token);
        fund.state = State.Active;
        fund.requester = requester;
        fund.settleBy = settleBy;
        fund.deposited = amount;
        fund.openedAt = uint64(block.timestamp);
        fund.termsHash = termsHash;
        emit Opened(id, requester, token, amount, termsHash, closesAt, settleBy);
        _pull(token, amount);
    }

    /// @inheritdoc ICampaignEscrow
    function topUp(bytes32 id, uint128 amount) external nonReentrant {
        require(amount > 0, ZeroAmount());
        Fund storage fund = _active(id);
        fund.remaining += amount;
        fund.deposited += amount;
        emit ToppedUp(id, msg.sender, amount);
        _pull(_tokens[fund.tokenNumber], amount);
    }

    /// @inheritdoc ICampaignEscrow
    function amend(bytes32 id, bytes32 termsHash, uint64 closesAt, uint64 settleBy) external {
        Fund storage fund = _active(id);
        require(msg.sender == fund.requester, NotRequester());
        require(closesAt >= fund.closesAt && settleBy >= fund.settleBy, TimesOnlyExtend());
        require(closesAt == fund.closesAt || block.timestamp < fund.closesAt, ClosedAlready());
        _checkSettleBy(closesAt, settleBy);
        fund.termsHash = termsHash;
        fund.closesAt = closesAt;
        fund.settleBy = settleBy;
        emit Amended(id, termsHash, closesAt, settleBy);
    }

    /// @inheritdoc ICampaignEscrow
    function submit(EpochRoots calldata next) external onlyRelay {
        _submit(next);
    }

    /// @inheritdoc ICampaignEscrow
    function revoke(uint32 epoch) external {
        require(msg.sender == guardian, NotGuardian());
        require(epoch != 0 && epoch == _epochs.pending, NotPending(_epochs.pending));
        _epochs.pending = 0;
        _epochs.dueAt = 0;
        emit Revoked(epoch);
    }

    /// @inheritdoc ICampaignEscrow
    function activate(EpochRoots calldata due, Entry[] calldata entries) external nonReentrant {
        _activate(due, entries);
    }

    /// @inheritdoc ICampaignEscrow
    function activateAndSubmit(EpochRoots calldata due, Entry[] calldata entries, EpochRoots calldata next)
        external
        onlyRelay
        nonReentrant
    {
        _activate(due, entries);
        _submit(next);
    }

    /// @inheritdoc ICampaignEscrow
    function refund(bytes32 id) external nonReentrant {
        Fund storage fund = _funds[id];
        require(fund.state == State.Final, NotFinal(id, fund.state));
        uint128 amount = fund.remaining;
        fund.remaining = 0;
        fund.refunded = amount;
        fund.state = State.Refunded;
        emit Refunded(id, amount);
        if (amount > 0) IERC20(_tokens[fund.tokenNumber]).safeTransfer(fund.requester, amount);
    }

    /// @inheritdoc ICampaignEscrow
    function rotateReceiptKey(address key, uint32 fromEpoch) external onlyRelay {
        require(key != address(0), ZeroAddress());
        require(fromEpoch > _epochs.last, EpochNotLater(_epochs.last));
        require(fromEpoch > _epochs.pending, EpochNotLater(_epochs.pending));
        uint64 effectiveAt = uint64(block.timestamp) + timelock;
        _receiptKeys.rotate(key, fromEpoch, effectiveAt);
        emit ReceiptKeyRotated(key, fromEpoch, effectiveAt);
    }

    /// @inheritdoc ICampaignEscrow
    function epochs() external view returns (Epochs memory) {
        return _epochs;
    }

    /// @inheritdoc ICampaignEscrow
    function campaign(bytes32 id) external view returns (Campaign memory c) {
        Fund storage fund = _funds[id];
        if (fund.state == State.None) return c;
        c.requester = fund.requester;
        c.token = _tokens[fund.tokenNumber];
        c.state = fund.state;
        c.deposited = fund.deposited;
        c.redeemed = fund.redeemed;
        c.refunded = fund.refunded;
        c.remaining = fund.remaining;
        c.released = c.deposited - c.redeemed - c.refunded - c.remaining;
        c.termsHash = fund.termsHash;
        c.openedAt = fund.openedAt;
        c.closesAt = fund.closesAt;
        c.settleBy = fund.settleBy;
        c.begunAt = fund.begunAt;
        c.pinnedEpoch = fund.pinnedEpoch;
        c.pinnedOpenRoot = fund.pinnedOpenRoot;
    }

    /// @inheritdoc ICampaignEscrow
    function dataset(bytes32 id) external view returns (Dataset memory) {
        return _datasets[id];
    }

    /// @inheritdoc ICampaignEscrow
    function receiptKey(uint32 epoch) external view returns (address) {
        return _receiptKeys.validFor(epoch);
    }

    /// @inheritdoc ICampaignEscrow
    function campaignId(address requester, bytes32 salt) public view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, address(this), requester, salt));
    }

    function _submit(EpochRoots calldata next) private {
        require(next.epoch > _epochs.last, EpochNotLater(_epochs.last));
        require(next.cut <= block.timestamp, CutInTheFuture());
        uint64 dueAt = uint64(block.timestamp) + timelock;
        _epochs.pending = next.epoch;
        _epochs.dueAt = dueAt;
        pendingHash = keccak256(abi.encode(next));
        emit Submitted(next.epoch, next, dueAt);
    }

    function _activate(EpochRoots calldata due, Entry[] calldata entries) private {
        Epochs memory now_ = _epochs;
        require(due.epoch != 0 && due.epoch == now_.pending, NotPending(now_.pending));
        require(block.timestamp >= now_.dueAt, NotDue(now_.dueAt));
        require(keccak256(abi.encode(due)) == pendingHash, RootsMismatch());
        require(_hash(entries) == due.entriesHash, EntriesMismatch());

        _epochs = Epochs({last: due.epoch, activatedAt: uint64(block.timestamp), pending: 0, dueAt: 0});
        openRoot = due.openRoot;
        if (due.rewardRoot != 0) distributor.activate(due.epoch, due.rewardRoot);
        _settle(entries, due.cut);
        emit Activated(due.epoch, due.rewardRoot, due.openRoot, due.statementHash);
    }

    /// @dev keccak256(abi.encode(entries)). Entries are static, so their encoding is what stands in the calldata,
    ///   behind an offset and a length; copying saves 400 gas a campaign over decoding and encoding again.
    function _hash(Entry[] calldata entries) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let size := mul(192, entries.length)
            let encoding := mload(0x40)
            mstore(encoding, 0x20)
            mstore(add(encoding, 0x20), entries.length)
            calldatacopy(add(encoding, 0x40), entries.offset, size)
            hash := keccak256(encoding, add(0x40, size))
        }
    }

    /// @dev All funds first, then one transfer for each token.
    function _settle(Entry[] calldata entries, uint64 cut) private {
        uint32[] memory tokenNumbers = new uint32[](entries.length);
        uint256[] memory amounts = new uint256[](entries.length);
        uint256 count;
        bytes32 previous;
        for (uint256 i; i < entries.length; ++i) {
            Entry calldata entry = entries[i];
            // Twice the same campaign would spend in the second entry what the first keeps for its open labels.
            require(entry.campaign > previous, EntriesNotAscending(entry.campaign));
            previous = entry.campaign;
            (uint32 tokenNumber, uint128 credit) = _credit(entry, cut);
            if (credit == 0) continue;
            uint256 k;
            while (k < count && tokenNumbers[k] != tokenNumber) ++k;
            if (k == count) tokenNumbers[count++] = tokenNumber;
            amounts[k] += credit;
        }
        for (uint256 k; k < count; ++k) {
            _push(_tokens[tokenNumbers[k]], amounts[k]);
        }
    }

    function _credit(Entry calldata entry, uint64 cut) private returns (uint32 tokenNumber, uint128 credit) {
        bytes32 id = entry.campaign;
        Fund storage fund = _active(id);
        uint128 remaining = fund.remaining;
        uint128 open_ = entry.open;
        tokenNumber = fund.tokenNumber;
        credit = entry.credit;
        uint256 needed = uint256(credit) + open_;
        require(needed <= remaining, ExceedsRemaining(id, needed, remaining));
        if (entry.isFinal) {
            require(open_ == 0, FinalWithOpen(id));
            require(cut >= fund.closesAt, FinalBeforeClose(id));
            fund.state = State.Final;
            _datasets[id] = Dataset({weightsRoot: entry.weightsRoot, contentHash: entry.contentHash});
            emit Finalized(id, entry.weightsRoot, entry.contentHash);
        }
        unchecked {
            // credit <= needed <= remaining
            if (credit > 0) fund.remaining = remaining - credit;
        }
    }

    function _active(bytes32 id) private view returns (Fund storage fund) {
        fund = _funds[id];
        require(fund.state == State.Active, NotActive(id, fund.state));
    }

    function _checkSettleBy(uint64 closesAt, uint64 settleBy) private view {
        uint256 earliest = uint256(closesAt) + 2 * uint256(timelock);
        require(settleBy >= earliest, SettlesTooEarly(earliest));
    }

    function _numberOf(address token) private returns (uint32 number) {
        number = _tokenNumber[token];
        if (number != 0) return number;
        number = ++_tokenCount;
        _tokenNumber[token] = number;
        _tokens[number] = token;
    }

    function _pull(address token, uint256 amount) private {
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        _checkDelta(token, address(this), before, amount);
    }

    function _push(address token, uint256 amount) private {
        address to = address(distributor);
        uint256 before = IERC20(token).balanceOf(to);
        IERC20(token).safeTransfer(to, amount);
        _checkDelta(token, to, before, amount);
    }

    function _checkDelta(address token, address holder, uint256 before, uint256 amount) private view {
        uint256 received = IERC20(token).balanceOf(holder) - before;
        require(received == amount, NotPlain(token, amount, received));
    }
}
