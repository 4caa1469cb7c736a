// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Pays labelers by Merkle proof
/// @notice Holds what the escrow released and every activated root, for ever. A root says for each payTo and token what
///   it has earned in all, so any activated root pays what an earlier one left: a missed epoch costs nothing.
/// @dev The balance is the hard bound: released - claimed <= balance, per token. That the cumulative sums of a root
///   agree with the credits anybody recomputes from the statement during the timelock.
interface IRewardDistributor {
    /// @notice One claim of a batch.
    struct Account {
        address payTo;
        uint256 cumulative;
        bytes32[] proof;
    }

    event Claimed(address indexed payTo, address indexed token, uint256 amount);
    /// @notice The token refused the transfer; nothing changed for this account.
    event Skipped(address indexed payTo, address indexed token, uint256 amount);

    error NotEscrow();
    error InvalidProof(address payTo);

    function escrow() external view returns (address);

    /// @notice Root of the reward leaves of an activated epoch; 0 when it was not activated, or its tree is empty.
    function rewardRoot(uint32 epoch) external view returns (bytes32);

    /// @notice What was paid to `payTo` in `token` so far.
    function claimed(address payTo, address token) external view returns (uint256);

    /// @notice Sends `cumulative - claimed` to `payTo`, nothing when that is not positive. Anybody may call.
    /// @dev Leaf: keccak256(keccak256(abi.encode(payTo, token, cumulative))), OpenZeppelin's standard tree.
    /// @return amount what was sent
    function claim(uint32 epoch, address token, address payTo, uint256 cumulative, bytes32[] calldata proof)
        external
        returns (uint256 amount);

    /// @notice Claims for many accounts. An account to which the token refuses to transfer is skipped; a wrong proof
    ///   undoes the whole call.
    function claimMany(uint32 epoch, address token, Account[] calldata accounts) external;

    /// @notice Makes a root claimable; by the escrow, which calls it once for each activated epoch with rewards.
    function activate(uint32 epoch, bytes32 root) external;
}
